import type { RunRecord } from '../types';
import { type BootstrapOptions, type BootstrapUnit, bootstrapScores, interval95 } from './bootstrap';
import type { Term } from './contrast';
import { exitPredictions } from './exitScores';
import { groupBy } from './groups';
import { firstMetric } from './rows';

/** Resampled scores of one task and seed, by `keyOf`. */
interface Resampled {
  readonly seed: number;
  readonly scores: ReadonlyMap<string, Float64Array>;
}

const keyOf = (method: string, x: number): string => `${method} ${x}`;

/**
 * The 95% interval that the choice of examples leaves of sum_k weight_k score_k, x being depths of exits: the mean over the tasks
 * and the seeds given that have every term. Runs of a task that were evaluated on the same examples are drawn alike. All runs
 * are scored once, at the first call, however many sums are asked for. Null where no task and seed has every term.
 */
export function exampleIntervals(
  runs: readonly RunRecord[],
  options: BootstrapOptions = {},
): (terms: readonly Term[], seeds: readonly number[]) => readonly [low: number, high: number] | null {
  let units: readonly Resampled[] | undefined;
  return (terms, seeds) => {
    units ??= resample(runs, options);
    const keys = terms.map(({ method, x }) => keyOf(method, x));
    const whole = units
      .filter(({ seed }) => seeds.includes(seed))
      .map(({ scores }) => keys.map((key) => scores.get(key) ?? []))
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

/** Leaves out tasks and seeds whose runs were not all evaluated on the same examples. */
function resample(runs: readonly RunRecord[], options: BootstrapOptions): Resampled[] {
  const groups = groupBy(runs, ({ config }) => [config.task, config.seed]).filter((group) => {
    const labels = group.map(({ evaluation }) => evaluation.labels.join());
    return labels.every((those) => those === labels[0]);
  });
  const scores = bootstrapScores(groups.map(unitOf), options);
  return groups.map((group, g) => {
    const keys = group.flatMap(({ config, evaluation }) =>
      evaluation.depths.map((depth) => keyOf(config.method, depth)),
    );
    return { seed: group[0].config.seed, scores: new Map(keys.map((key, k) => [key, scores[g][k]])) };
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
