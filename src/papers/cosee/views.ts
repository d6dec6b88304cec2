/** The scores that the claims and figures of the COSEE paper use. */
import {
  definedScores,
  type ExampleIntervals,
  exampleIntervals,
  individualExits,
  matchedScores,
  resampledExits,
  resampledSpeedUps,
  type ScoreRow,
  speedUpsEvenInCost,
} from '../../analysis';
import type { View } from '../../experiments/view';
import { quantilePolicy } from '../../policies';
import { coseeSignals, energy } from '../../signals';
import type { ExitSignal, RunRecord } from '../../types';
import * as experiments from './experiments';

/** The speed-ups of comparisons. The paper's systems have 1.25 to 2.86; its curves go beyond. */
export const SPEED_UPS = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6] as const;
/** The speed-ups of curves: those of comparisons have no point where the curves fall, below 2x. */
const CURVE_SPEED_UPS = [...speedUpsEvenInCost(), 5, 6];

/** Intervals of scores at the speed-ups, with the energy. */
function overSpeedUps(runs: readonly RunRecord[]): ExampleIntervals {
  return exampleIntervals(runs, resampledSpeedUps(quantilePolicy(energy), SPEED_UPS));
}

/** The ablation, as if every example left at one exit; x is the depth. */
export const exits: View<ScoreRow> = {
  name: 'exits',
  from: [experiments.ablation],
  rows: (runs) => individualExits(runs),
  overExamples: (runs) => exampleIntervals(runs, resampledExits()),
};

/** The ablation at speed-ups, with the energy. */
export const speeds: View<ScoreRow> = {
  name: 'speeds',
  from: [experiments.ablation],
  rows: (runs) => atSpeedUps(runs, energy),
  overExamples: overSpeedUps,
};

/** `speeds` at the speed-ups of curves. */
export const speedCurves: View<ScoreRow> = {
  name: 'speed curves',
  from: speeds.from,
  rows: (runs) => atSpeedUps(runs, energy, CURVE_SPEED_UPS),
};

/** The runs of each signal with that signal, and vanilla with every signal. */
export const signals: View<ScoreRow> = {
  name: 'signals',
  from: [experiments.ablation, experiments.signalComparison, experiments.signalParts],
  rows: (runs) => withSignals(runs, SPEED_UPS),
  overExamples: (runs) =>
    exampleIntervals(runs, (run, draws) => {
      const trained = run.config.constants?.signal;
      const read = coseeSignals.filter(({ name }) => trained === undefined || name === trained);
      return read.flatMap((signal) => resampledSpeedUps(quantilePolicy(signal), SPEED_UPS)(run, draws));
    }),
};

/** `signals` at the speed-ups of curves. */
export const signalCurves: View<ScoreRow> = {
  name: 'signal curves',
  from: signals.from,
  rows: (runs) => withSignals(runs, CURVE_SPEED_UPS),
};

export const together: View<ScoreRow> = {
  name: 'together',
  from: [experiments.together],
  rows: (runs) => atSpeedUps(runs, energy),
  overExamples: overSpeedUps,
};

/** `together` at the speed-ups of curves. */
export const togetherCurves: View<ScoreRow> = {
  name: 'together curves',
  from: together.from,
  rows: (runs) => atSpeedUps(runs, energy, CURVE_SPEED_UPS),
};

const atSpeedUps = (
  runs: readonly RunRecord[],
  signal: ExitSignal,
  speedUps: readonly number[] = SPEED_UPS,
): ScoreRow[] => definedScores(matchedScores(runs, quantilePolicy(signal), speedUps));

function withSignals(runs: readonly RunRecord[], speedUps: readonly number[]): ScoreRow[] {
  const vanilla = runs.filter(({ config }) => config.constants === undefined);
  return coseeSignals.flatMap((signal) => {
    const own = runs.filter(({ config }) => config.constants?.signal === signal.name);
    return own.length === 0 ? [] : [vanilla, own].flatMap((some) => atSpeedUps(some, signal, speedUps));
  });
}
