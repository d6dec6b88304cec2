/** Views of the COSEE paper with other measures than scores. */
import {
  type ConstantsRow,
  chanceDistances,
  constantsRows,
  type DifficultyMeasure,
  doubtsOf,
  exitDistance,
  exitDistribution,
  exitLoss,
  interval95,
  inversionOnDraws,
  type LossCurve,
  nearestPoint,
  policySweep,
  type RunMeasure,
  summarise,
  trueDifficulty,
} from '../../analysis';
import { curveRows } from '../../experiments/curves';
import { type ParameterRow, parameterRows } from '../../experiments/parameters';
import { type ReadTwice, runsReadTwice } from '../../experiments/trainingReadings';
import type { View } from '../../experiments/view';
import { quantilePolicy } from '../../policies';
import { energy } from '../../signals';
import type { RunRecord } from '../../types';
import { measuresView } from '../measuresView';
import * as experiments from './experiments';

/** The speed-ups at which distributions of exits are compared. */
export const DISTRIBUTION_SPEED_UPS = [1.5, 2, 3] as const;

/** The runs of the ablation, for figures of one run. */
export const ablationRuns: View<RunRecord> = {
  name: 'ablation',
  from: [experiments.ablation],
  rows: (runs) => runs,
};

/** The difficulty inversion score of the ablation's internal exits, with the loss of the exit as the difficulty. */
export const inversion = measuresView({
  name: 'inversion',
  from: [experiments.ablation],
  measuresOf: (run) => internal(run, exitLoss),
});

/** The difficulty inversion score with the true difficulty, on graded tasks. */
export const trueInversion = measuresView({
  name: 'trueInversion',
  from: [experiments.ablation],
  measuresOf(run, { difficultiesOf }) {
    const difficulties = difficultiesOf(run);
    return difficulties.length === 0 ? [] : internal(run, trueDifficulty(difficulties));
  },
});

/** Excludes the last exit, where no example leaves early. */
function internal({ evaluation }: RunRecord, difficulty: DifficultyMeasure): RunMeasure[] {
  const shares = inversionOnDraws(evaluation, doubtsOf(evaluation, energy), difficulty);
  return shares.slice(0, -1).map((on, e) => ({ x: evaluation.depths[e], on }));
}

/** The training losses of each run of the ablation. */
export const convergence: View<LossCurve> = {
  name: 'convergence',
  from: [experiments.ablation],
  rows: (runs, { records }) => curveRows(runs, records),
};

/** Runs with outputs on training examples. */
export const readings: View<ReadTwice> = {
  name: 'readings',
  from: [experiments.consistency],
  rows: (runs, { records }) => runsReadTwice(runs, records),
};

/** The distance of the exits of a run's training and development examples, at the threshold nearest to a speed-up. */
export interface DistanceRow {
  readonly method: string;
  readonly task: string;
  readonly seed: number;
  readonly speedUp: number;
  /** Total variation, 0 to 1. */
  readonly distance: number;
  /** The mean distance of two random parts of all these examples, and the 97.5% quantile of such distances. */
  readonly chance: number;
  readonly chanceHigh: number;
}

export const consistency: View<DistanceRow> = {
  name: 'consistency',
  from: [experiments.consistency],
  rows: (runs, { records }) => runsReadTwice(runs, records).flatMap(distancesOf),
};

/** The distances at the thresholds that give development examples these speed-ups. */
export function distancesOf({ run, training }: ReadTwice): DistanceRow[] {
  const { method, task, seed } = run.config;
  const points = policySweep(run, quantilePolicy(energy));
  return DISTRIBUTION_SPEED_UPS.map((speedUp) => {
    const { threshold } = nearestPoint(points, speedUp);
    const [dev, train] = [run.evaluation, training].map((record) =>
      exitDistribution(record, energy, threshold),
    );
    const byChance = chanceDistances(train, dev, { seed });
    const [chance, [, chanceHigh]] = [summarise(byChance).mean, interval95(byChance)];
    return { method, task, seed, speedUp, distance: exitDistance(train, dev), chance, chanceHigh };
  });
}

export const parameters: View<ParameterRow> = {
  name: 'parameters',
  from: [],
  rows: (_, { profile }) => parameterRows(profile),
};

/** The areas of every combination of constants in the search. */
export const constants: View<ConstantsRow> = {
  name: 'constants',
  from: [experiments.coseeSearch],
  varies: ['batch'],
  rows: (runs) => (runs.length === 0 ? [] : constantsRows(runs, quantilePolicy(energy))),
};
