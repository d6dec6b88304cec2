/** Differences between methods at every training size, with one interval over seeds and examples. */
import type { RunRecord } from '../types';
import { type Difference, differencesAt, type NamedSums, sumsOf } from './differences';

/** The training sizes of some runs, smallest first. */
export const trainSizes = (runs: readonly RunRecord[]): number[] =>
  [...new Set(runs.map(({ config }) => config.trainSize))].sort((a, b) => a - b);

/**
 * The named sums of scores of exits at every training size of the runs; x is the size:
 * `(trainSize) => gap({ method: 'sweet', trainSize }, ...)`.
 */
export const sizeDifferences = (runs: readonly RunRecord[], sums: NamedSums): Difference[] =>
  differencesAt(
    trainSizes(runs),
    sums,
    sumsOf(runs, ({ config }) => ({ trainSize: config.trainSize })),
  );
