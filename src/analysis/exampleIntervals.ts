import type { RunRecord } from '../types';
import { isOfArm } from './arms';
import { type BootstrapOptions, drawsOfExamples, interval95 } from './bootstrap';
import type { Term } from './contrast';
import { groupBy } from './groups';
import type { ResampledScore, Resampling } from './resampledScores';

/** Resampled scores of one task and seed. */
interface Resampled {
  readonly task: string;
  readonly seed: number;
  readonly scores: readonly ResampledScore[];
}

/** The interval of a sum of scores over the choice of examples: see `exampleIntervals`. */
export type ExampleIntervals = (
  terms: readonly Term[],
  seeds: readonly number[],
  tasks: readonly string[],
) => readonly [low: number, high: number] | null;

/**
 * The 95% bootstrap interval, over the choice of examples, of sum_k weight_k score_k, where `resampling` gives the
 * scores. The sum is the mean over those of the given tasks and seeds that have every term. All methods and
 * seeds that were evaluated on the same examples of a task have the same draws, because another choice of examples
 * would have changed the scores of all of them. All runs are resampled once, at the first call. Null if no task and
 * seed has every term.
 */
export function exampleIntervals(
  runs: readonly RunRecord[],
  resampling: Resampling,
  options: BootstrapOptions = { resamples: 200 },
): ExampleIntervals {
  let units: readonly Resampled[] | undefined;
  return (terms, seeds, tasks) => {
    units ??= resample(runs, resampling, options);
    const whole = units
      .filter(({ task, seed }) => tasks.includes(task) && seeds.includes(seed))
      .map(({ scores }) => terms.map((term) => scoresOf(scores, term)))
      .filter((scores) => scores.every(({ length }) => length > 0));
    if (whole.length === 0) return null;
    const sums = Array.from(whole[0][0] ?? [], (_, i) => {
      const of = (scores: (typeof whole)[number]) =>
        terms.reduce((sum, { weight }, k) => sum + weight * scores[k][i], 0);
      return whole.reduce((sum, scores) => sum + of(scores), 0) / whole.length;
    });
    return sums.length === 0 ? null : interval95(sums);
  };
}

const scoresOf = (scores: readonly ResampledScore[], term: Term): ArrayLike<number> =>
  scores.find(({ arm, x }) => Math.abs(x - term.x) < 1e-9 && isOfArm(arm, term))?.scores ?? [];

/** Excludes tasks and seeds whose runs were evaluated on different examples. */
function resample(
  runs: readonly RunRecord[],
  resampling: Resampling,
  options: BootstrapOptions,
): Resampled[] {
  return groupBy(runs, ({ config }) => [config.task]).flatMap((ofTask) => {
    const drawsOf = drawsOfExamples(options);
    return groupBy(ofTask, ({ config }) => [config.seed])
      .filter((group) => group.every((run) => drawsOf(run) === drawsOf(group[0])))
      .map((group) => ({
        task: group[0].config.task,
        seed: group[0].config.seed,
        scores: group.flatMap((run) => resampling(run, drawsOf(run))),
      }));
  });
}
