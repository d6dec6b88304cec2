/** The scores that the claims and figures of the COSEE paper are made of. */
import {
  type DefinedScore,
  exampleIntervals,
  individualExits,
  matchedScores,
  type ScoreRow,
} from '../../analysis';
import type { View } from '../../experiments/view';
import { largestOf } from '../../extremes';
import { policyOf } from '../../methods/policyOf';
import { atQuantiles, quantilePolicy } from '../../policies';
import { coseeSignals, energy } from '../../signals';
import type { ExitSignal, RunRecord } from '../../types';
import * as experiments from './experiments';

/** Where methods are compared: the paper's systems lie at 1.25 to 2.86, and its curves go beyond. */
export const SPEED_UPS = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6] as const;
/** Where Table 2 is read. */
export const TABLE_SPEED_UP = 2;

const RESAMPLES = 400;

/** The ablation, each exit alone; x is its depth. */
export const exits: View<ScoreRow> = {
  name: 'exits',
  from: [experiments.ablation],
  rows: (runs) => individualExits(runs),
  overExamples: (runs) => exampleIntervals(runs, { resamples: RESAMPLES }),
};

/** The ablation at speed-ups with the energy. */
export const speeds: View<ScoreRow> = {
  name: 'speeds',
  from: [experiments.ablation],
  rows: (runs) => atSpeedUps(runs, energy),
};

/** Each signal's runs decided by that signal, and vanilla by every one. */
export const signals: View<ScoreRow> = {
  name: 'signals',
  from: [experiments.ablation, experiments.signalComparison, experiments.signalParts],
  rows(runs) {
    const vanilla = runs.filter(({ config }) => config.constants === undefined);
    return coseeSignals.flatMap((signal) => {
      const own = runs.filter(({ config }) => config.constants?.signal === signal.name);
      return own.length === 0 ? [] : [...atSpeedUps(vanilla, signal), ...atSpeedUps(own, signal)];
    });
  },
};

export const together: View<ScoreRow> = {
  name: 'together',
  from: [experiments.together],
  rows: (runs) => atSpeedUps(runs, energy),
};

/**
 * Table 2's systems where the table is read, each by the policy of its method; encoders of one exit where they are: 1 for the
 * whole and about 2 for its half.
 */
export const systems: View<ScoreRow> = {
  name: 'systems',
  from: [experiments.systems, experiments.ablation],
  rows(runs) {
    const depth = largestOf(runs.flatMap(({ config }) => config.exits));
    const alone = runs.filter(({ config }) => config.exits.length === 1);
    const early = runs.filter(({ config }) => config.exits.length > 1 && !/^(swm|osc)-/.test(config.method));
    return [
      ...individualExits(alone).map((row) => ({
        ...row,
        method: row.x === depth ? 'encoder' : 'half-encoder',
        x: depth / row.x,
      })),
      ...defined(
        early.flatMap((run) => matchedScores([run], atQuantiles(policyOf(run.config)), [TABLE_SPEED_UP])),
      ),
    ];
  },
};

const atSpeedUps = (runs: readonly RunRecord[], signal: ExitSignal): ScoreRow[] =>
  defined(matchedScores(runs, quantilePolicy(signal), SPEED_UPS));

export const defined = (rows: readonly DefinedScore[]): ScoreRow[] =>
  rows.flatMap(({ score, ...row }) => (score === null ? [] : [{ ...row, score }]));
