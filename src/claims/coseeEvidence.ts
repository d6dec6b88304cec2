/** What the claims of the COSEE paper are judged by: rows made of finished runs. */
import {
  type DefinedScore,
  type DifficultyMeasure,
  exampleIntervals,
  exitDistance,
  exitDistribution,
  exitLoss,
  individualExits,
  inversionScores,
  type LossCurve,
  lossCurves,
  matchedScores,
  nearestPoint,
  policySweep,
  quantilePolicy,
  type ScoreRow,
  trueDifficulty,
} from '../analysis';
import type { ParameterRow } from '../experiments/parameters';
import type { ReadTwice } from '../experiments/trainingReadings';
import { largestOf } from '../extremes';
import { coseeSignals, energy, learnedUncertainty } from '../signals';
import type { ExitSignal, RunRecord } from '../types';

/** The runs of COSEE's experiments, those of an experiment that was not made left out. */
export interface CoseeRuns {
  readonly ablation?: readonly RunRecord[];
  readonly signals?: readonly RunRecord[];
  readonly signalParts?: readonly RunRecord[];
  readonly together?: readonly RunRecord[];
  readonly systems?: readonly RunRecord[];
  readonly consistency?: readonly ReadTwice[];
  /** Those of the ablation's steps, where nothing else is given. */
  readonly curves?: readonly LossCurve[];
  readonly parameters?: readonly ParameterRow[];
  /** [N]: true difficulties of a run's examples, empty where nobody knows them: see `knownDifficulties`. */
  readonly difficultiesOf?: (run: RunRecord) => readonly number[];
}

/** How far apart a run's training and development examples leave, at the threshold nearest to a speed-up. */
export interface DistanceRow {
  readonly method: string;
  readonly task: string;
  readonly seed: number;
  readonly speedUp: number;
  /** Total variation, 0 to 1. */
  readonly distance: number;
}

/** Rows by what they are of; x is the depth of an exit or a speed-up. */
export interface CoseeEvidence {
  /** The ablation: each exit alone, and at speed-ups with the energy. */
  readonly exits: ScoreRow[];
  readonly speeds: ScoreRow[];
  /** The difficulty inversion score of its internal exits, by the exits' own loss and by the true difficulty. */
  readonly inversion: ScoreRow[];
  readonly trueInversion: ScoreRow[];
  /** Each signal's runs decided by that signal; vanilla under the name of `decidedBy`. */
  readonly signals: ScoreRow[];
  readonly together: ScoreRow[];
  readonly systems: ScoreRow[];
  readonly distances: readonly DistanceRow[];
  readonly curves: readonly LossCurve[];
  readonly parameters: readonly ParameterRow[];
  readonly overExamples: { readonly exits: ReturnType<typeof exampleIntervals> };
}

/** Where methods are compared: the paper's systems lie at 1.25 to 2.86, and its curves go beyond. */
export const SPEED_UPS = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6] as const;
/** Where Table 2 is read. */
export const TABLE_SPEED_UP = 2;
/** Where distributions of exits are looked at. */
export const DISTRIBUTION_SPEED_UPS = [1.5, 2, 3] as const;

const RESAMPLES = 400;

/** A method's name in rows that compare signals: `vanilla by entropy`. */
export const decidedBy = (method: string, signal: string): string => `${method} by ${signal}`;

/** The name without the signal that decided. */
export const undecided = (name: string): string => name.split(' by ')[0];

/** All rows that the runs give; thresholds lie at quantiles of the signals' own scores. */
export function coseeEvidence({
  ablation = [],
  signals = [],
  signalParts = [],
  together = [],
  systems = [],
  consistency = [],
  curves = lossCurves(ablation),
  parameters = [],
  difficultiesOf = () => [],
}: CoseeRuns): CoseeEvidence {
  const graded = ablation.filter((run) => difficultiesOf(run).length > 0);
  return {
    exits: individualExits(ablation),
    speeds: atSpeedUps(ablation, energy),
    inversion: internal(ablation, () => exitLoss),
    trueInversion: internal(graded, (run) => trueDifficulty(difficultiesOf(run))),
    signals: signalRows([...ablation, ...signals, ...signalParts]),
    together: atSpeedUps(together, energy),
    systems: systemRows(systems, ablation),
    distances: consistency.flatMap(distancesOf),
    curves,
    parameters,
    overExamples: { exits: exampleIntervals(ablation, { resamples: RESAMPLES }) },
  };
}

const defined = (rows: readonly DefinedScore[]): ScoreRow[] =>
  rows.flatMap(({ score, ...row }) => (score === null ? [] : [{ ...row, score }]));

const atSpeedUps = (
  runs: readonly RunRecord[],
  signal: ExitSignal,
  speedUps: readonly number[] = SPEED_UPS,
): ScoreRow[] => defined(matchedScores(runs, quantilePolicy(signal), speedUps));

/** The last exit is left out: nobody leaves early there. */
function internal(
  runs: readonly RunRecord[],
  difficultyOf: (run: RunRecord) => DifficultyMeasure,
): ScoreRow[] {
  const rows = defined(inversionScores(runs, energy, difficultyOf));
  const last = largestOf(rows.map(({ x }) => x));
  return rows.filter(({ x }) => x < last);
}

/** Each run once, by the signal that it was trained with; vanilla by every one. */
function signalRows(runs: readonly RunRecord[]): ScoreRow[] {
  const once = [...new Map(runs.map((run) => [run.id, run])).values()];
  const vanilla = once.filter(({ config }) => config.constants === undefined);
  return coseeSignals.flatMap((signal) => {
    const own = once.filter(({ config }) => config.constants?.signal === signal.name);
    const plain = atSpeedUps(own.length > 0 ? vanilla : [], signal);
    return [
      ...plain.map((row) => ({ ...row, method: decidedBy(row.method, signal.name) })),
      ...atSpeedUps(own, signal),
    ];
  });
}

/** Table 2's systems where the table is read; encoders of one exit where they are: 1 for the whole and about 2 for its half. */
function systemRows(systems: readonly RunRecord[], ablation: readonly RunRecord[]): ScoreRow[] {
  const runs = [...systems, ...ablation];
  const depth = largestOf(runs.flatMap(({ config }) => config.exits));
  const alone = systems.filter(({ config }) => config.exits.length === 1);
  const gated = systems.filter(({ config }) => config.exits.length > 1);
  const shown = ablation.filter(({ config }) => ['vanilla', 'cosee-energy'].includes(config.method));
  return [
    ...individualExits(alone).map((row) => ({
      ...row,
      method: row.x === depth ? 'encoder' : 'half-encoder',
      x: depth / row.x,
    })),
    ...atSpeedUps(gated, learnedUncertainty, [TABLE_SPEED_UP]),
    ...atSpeedUps(shown, energy, [TABLE_SPEED_UP]),
  ];
}

/** At thresholds that give development examples these speed-ups. */
function distancesOf({ run, training }: ReadTwice): DistanceRow[] {
  const { method, task, seed } = run.config;
  const points = policySweep(run, quantilePolicy(energy));
  return DISTRIBUTION_SPEED_UPS.map((speedUp) => {
    const { threshold } = nearestPoint(points, speedUp);
    const [dev, train] = [run.evaluation, training].map((record) =>
      exitDistribution(record, energy, threshold),
    );
    return { method, task, seed, speedUp, distance: exitDistance(train, dev) };
  });
}
