/** Differences between methods at every training size, with one interval over seeds and examples. */
import type { RunRecord } from '../types';
import type { Term } from './contrast';
import { type Difference, sumsOf } from './differences';

/** The terms of each named sum at a training size: `(trainSize) => gap({ method: 'sweet', trainSize }, ...)`. */
export type SumsBySize = { readonly [name: string]: (trainSize: number) => readonly Term[] };

/** The training sizes of some runs, smallest first. */
export const trainSizes = (runs: readonly RunRecord[]): number[] =>
  [...new Set(runs.map(({ config }) => config.trainSize))].sort((a, b) => a - b);

/** The named sums of scores of exits at every training size of the runs; x is the size. */
export function sizeDifferences(runs: readonly RunRecord[], sums: SumsBySize): Difference[] {
  const sumOf = sumsOf(runs, ({ config }) => ({ trainSize: config.trainSize }));
  return Object.entries(sums).flatMap(([name, termsAt]) =>
    trainSizes(runs).map((x) => ({ name, x, ...sumOf(termsAt(x)) })),
  );
}
