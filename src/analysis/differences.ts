/** Differences between methods at every exit, with one interval over seeds and examples. */
import type { RunRecord } from '../types';
import { combinedInterval, type Interval } from './combinedInterval';
import { contrast, type Term } from './contrast';
import { type ExampleIntervals, exampleIntervals } from './exampleIntervals';
import { resampledExits } from './resampledScores';
import { type ColumnsOf, individualExits, type ScoreRow } from './rows';

/** A weighted sum of scores, as the mean over tasks and seeds, and its 95% intervals. Scores are fractions of 1. */
export interface SumOfScores {
  /** Null if no seed has every run. */
  readonly mean: number | null;
  /** Over seeds and examples together; null with one seed. */
  readonly low: number | null;
  readonly high: number | null;
  readonly seeds: number;
  readonly overSeeds: Interval | null;
  readonly overExamples: Interval | null;
}

/** A named sum at one place. */
export interface Difference extends SumOfScores {
  readonly name: string;
  /** The depth of the exit, the cost fraction, the speed-up, or the training size. */
  readonly x: number;
}

/**
 * Returns a function that gives the value of a sum of the runs' scores at their exits, paired within task and seed. All
 * seeds and methods have the same resamples of the examples.
 */
export const sumsOf = (
  runs: readonly RunRecord[],
  columns?: ColumnsOf,
): ((terms: readonly Term[]) => SumOfScores) =>
  sumsIn(individualExits(runs, columns), exampleIntervals(runs, resampledExits(columns)));

/** `sumsOf` for any scores, with their intervals over examples. */
export function sumsIn(
  scores: readonly ScoreRow[],
  intervalOf: ExampleIntervals,
): (terms: readonly Term[]) => SumOfScores {
  const tasks = [...new Set(scores.map(({ task }) => task))];
  return (terms) => {
    const { seeds, whole } = contrast(scores, terms);
    if (!seeds) return { mean: null, low: null, high: null, seeds: 0, overSeeds: null, overExamples: null };
    const [overSeeds, overExamples] = [seeds.interval, intervalOf(terms, whole, tasks)];
    const [low, high] = combinedInterval(seeds, overExamples) ?? [null, null];
    return { mean: seeds.mean, low, high, seeds: seeds.n, overSeeds, overExamples };
  };
}

/** The terms of each named sum at a place: `{ 'what sharing costs': (x) => gap('multi-model', 'early-exit', [x]) }`. */
export type NamedSums = { readonly [name: string]: (x: number) => readonly Term[] };

/** The named sums at every place. */
export const differencesAt = (
  places: readonly number[],
  sums: NamedSums,
  sumOf: (terms: readonly Term[]) => SumOfScores,
): Difference[] =>
  Object.entries(sums).flatMap(([name, termsAt]) => places.map((x) => ({ name, x, ...sumOf(termsAt(x)) })));

/** The named sums at every exit of the runs. */
export function exitDifferences(
  runs: readonly RunRecord[],
  sums: NamedSums,
  columns?: ColumnsOf,
): Difference[] {
  const exits = [...new Set(runs.flatMap(({ evaluation }) => evaluation.depths))].sort((a, b) => a - b);
  return differencesAt(exits, sums, sumsOf(runs, columns));
}
