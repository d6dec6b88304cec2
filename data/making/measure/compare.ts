import { type Summary, summarise } from '../../../src/analysis';
import { LabError } from '../../../src/errors';
import type { Arm } from './grid';
import type { ExitMetrics, Result } from './results';

/** Reads one score of a result, in points from 0 to 100. */
export type Score = (result: Result, depth: number) => number;

/** The task's first metric. */
export const firstMetric: Score = (result, depth) => at(result, result.metrics, 0, depth);

export const accuracy: Score = (result, depth) => at(result, result.metrics, 'accuracy', depth);

/** Accuracy on the examples of one difficulty. */
export const accuracyAtLevel =
  (level: number): Score =>
  (result, depth) =>
    at(result, result.levels[level] ?? {}, 'accuracy', depth);

function at(result: Result, metrics: ExitMetrics, name: string | 0, depth: number): number {
  const values = name === 0 ? Object.values(metrics)[0] : metrics[name];
  const value = values?.[result.exits.indexOf(depth)];
  if (value === undefined)
    throw new LabError(
      `expected ${result.id} to have a score after block ${depth}; run npm run measure again`,
    );
  return 100 * value;
}

/** An exit of an arm. */
export interface Side {
  readonly arm: Arm;
  readonly depth: number;
}

/** The scores of an exit of an arm on one task, by seed. */
export function scoresOf(
  results: readonly Result[],
  { arm, depth }: Side,
  task: string,
  score: Score,
): Map<number, number> {
  const mine = results.filter(
    (result) => result.method === arm.method && result.encoder === arm.encoder && result.task === task,
  );
  return new Map(mine.map((result) => [result.seed, score(result, depth)]));
}

/** The score of one exit minus that of another, over the seeds that have both. */
export interface TaskDifference extends Summary {
  readonly task: string;
}

export interface Difference {
  /** The tasks that have both exits. */
  readonly tasks: readonly TaskDifference[];
  /** The mean over those tasks. */
  readonly mean: number;
  /**
   * The mean over those tasks for each seed that has both exits on all of them. The deviation is over these seeds.
   */
  readonly seeds: Summary | null;
}

/** a - b, paired by task and seed; null if no task has both. */
export function difference(
  results: readonly Result[],
  [a, b]: readonly [Side, Side],
  tasks: readonly string[],
  score: Score,
): Difference | null {
  const paired = tasks.flatMap((task) => {
    const [left, right] = [a, b].map((side) => scoresOf(results, side, task, score));
    const pairs = [...left].flatMap(([seed, value]) => {
      const other = right.get(seed);
      return other === undefined ? [] : [[seed, value - other] as const];
    });
    return pairs.length === 0 ? [] : [{ task, pairs: new Map(pairs) }];
  });
  if (paired.length === 0) return null;
  const differences = paired.map(({ task, pairs }) => ({ task, ...summarise([...pairs.values()]) }));
  const whole = [...paired[0].pairs.keys()].filter((seed) => paired.every(({ pairs }) => pairs.has(seed)));
  const ofSeed = (seed: number) => summarise(paired.map(({ pairs }) => pairs.get(seed) ?? 0)).mean;
  return {
    tasks: differences,
    mean: summarise(differences.map(({ mean }) => mean)).mean,
    seeds: whole.length === 0 ? null : summarise(whole.map(ofSeed)),
  };
}

/** The mean over tasks of one exit of an arm, at every seed that has all tasks. */
export function averages(
  results: readonly Result[],
  side: Side,
  tasks: readonly string[],
  score: Score,
): number[] {
  const scores = tasks.map((task) => scoresOf(results, side, task, score));
  const whole = [...(scores[0]?.keys() ?? [])].filter((seed) => scores.every((ofTask) => ofTask.has(seed)));
  return whole.map((seed) => summarise(scores.map((ofTask) => ofTask.get(seed) ?? 0)).mean);
}
