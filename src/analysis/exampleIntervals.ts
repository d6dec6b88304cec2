import type { RunRecord } from '../types';
import { type Arm, armOf, isOfArm } from './arms';
import { type BootstrapOptions, type BootstrapUnit, bootstrapScores, interval95 } from './bootstrap';
import type { Term } from './contrast';
import { exitPredictions } from './exitScores';
import { groupBy } from './groups';
import { type ColumnsOf, firstMetric, labelsOf } from './rows';

/** Resampled scores of one task and seed, for each exit. */
interface Resampled {
  readonly seed: number;
  readonly exits: readonly { readonly arm: Arm; readonly depth: number; readonly scores: Float64Array }[];
}

/** The interval of a sum of scores over the choice of examples: see `exampleIntervals`. */
export type ExampleIntervals = (
  terms: readonly Term[],
  seeds: readonly number[],
) => readonly [low: number, high: number] | null;

/**
 * The 95% bootstrap interval, over the choice of examples, of sum_k weight_k score_k; x is the depth of an exit. The
 * sum is the mean over the tasks and over those of the given seeds that have every term. Runs of one task that were
 * evaluated on the same examples use the same resamples. All runs are resampled once, at the first call. Null if no
 * task and seed has every term.
 */
export function exampleIntervals(
  runs: readonly RunRecord[],
  options: BootstrapOptions = {},
  columns?: ColumnsOf,
): ExampleIntervals {
  let units: readonly Resampled[] | undefined;
  return (terms, seeds) => {
    units ??= resample(runs, options, columns);
    const whole = units
      .filter(({ seed }) => seeds.includes(seed))
      .map(({ exits }) => terms.map((term) => scoresOf(exits, term)))
      .filter((scores) => scores.every(({ length }) => length > 0));
    if (whole.length === 0) return null;
    const sums = Array.from(whole[0][0], (_, i) => {
      const of = (scores: (typeof whole)[number]) =>
        terms.reduce((sum, { weight }, k) => sum + weight * scores[k][i], 0);
      return whole.reduce((sum, scores) => sum + of(scores), 0) / whole.length;
    });
    return interval95(sums);
  };
}

const scoresOf = (exits: Resampled['exits'], term: Term): ArrayLike<number> =>
  exits.find(({ arm, depth }) => depth === term.x && isOfArm(arm, term))?.scores ?? [];

/** Excludes tasks and seeds whose runs were evaluated on different examples. */
function resample(
  runs: readonly RunRecord[],
  options: BootstrapOptions,
  columns: ColumnsOf | undefined,
): Resampled[] {
  const groups = groupBy(runs, ({ config }) => [config.task, config.seed]).filter((group) => {
    const labels = group.map(({ evaluation }) => evaluation.labels.join());
    return labels.every((those) => those === labels[0]);
  });
  const scores = bootstrapScores(groups.map(unitOf), options);
  return groups.map((group, g) => {
    const exits = group.flatMap((run) =>
      run.evaluation.depths.map((depth) => ({ arm: armOf(labelsOf(run, columns)), depth })),
    );
    return { seed: group[0].config.seed, exits: exits.map((exit, k) => ({ ...exit, scores: scores[g][k] })) };
  });
}

function unitOf(group: readonly RunRecord[]): BootstrapUnit {
  const [{ config, evaluation }] = group;
  const N = evaluation.labels.length;
  return {
    metric: firstMetric(group[0]),
    labels: evaluation.labels,
    predictions: group.flatMap((run) => {
      const predictions = exitPredictions(run.evaluation);
      return run.evaluation.depths.map((_, e) => predictions.subarray(e * N, (e + 1) * N));
    }),
    draws: `${config.task} ${evaluation.labels.join('')}`,
  };
}
