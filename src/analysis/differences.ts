/** Differences between methods at every exit, with one interval over seeds and examples. */
import type { RunRecord } from '../types';
import { contrast, type Term } from './contrast';
import { exampleIntervals } from './exampleIntervals';
import { type Interval, jointInterval } from './jointInterval';
import { type ColumnsOf, individualExits } from './rows';

/** A weighted sum of scores at one exit, and its 95% intervals. Scores are fractions of 1. */
export interface Difference {
  readonly name: string;
  /** The depth of the exit. */
  readonly x: number;
  /** Null if no seed has every run. */
  readonly mean: number | null;
  /** Over seeds and examples together; without the former for one seed. */
  readonly low: number | null;
  readonly high: number | null;
  readonly seeds: number;
  readonly overSeeds: Interval | null;
  readonly overExamples: Interval | null;
}

/** The terms of each named sum at an exit: `{ 'what sharing costs': (x) => gap('multi-model', 'early-exit', [x]) }`. */
export type NamedSums = { readonly [name: string]: (x: number) => readonly Term[] };

/**
 * The named sums of scores at every exit of the runs: means over tasks and seeds, paired within task and seed. All
 * seeds and methods have the same resamples of the examples.
 */
export function exitDifferences(
  runs: readonly RunRecord[],
  sums: NamedSums,
  columns?: ColumnsOf,
): Difference[] {
  const scores = individualExits(runs, columns);
  const overExamples = exampleIntervals(runs, {}, columns);
  const exits = [...new Set(scores.map(({ x }) => x))].sort((a, b) => a - b);
  return Object.entries(sums).flatMap(([name, termsAt]) =>
    exits.map((x) => {
      const terms = termsAt(x);
      const { seeds, whole } = contrast(scores, terms);
      const none = { low: null, high: null, seeds: 0, overSeeds: null, overExamples: null };
      if (!seeds) return { name, x, mean: null, ...none };
      const intervals = { overSeeds: seeds.interval, overExamples: overExamples(terms, whole) };
      const [low, high] = jointInterval(seeds.mean, intervals.overSeeds, intervals.overExamples) ?? [
        null,
        null,
      ];
      return { name, x, mean: seeds.mean, low, high, seeds: seeds.n, ...intervals };
    }),
  );
}
