import type { RunRecord } from '../types';
import { type Difference, exitDifferences } from './differences';

/**
 * The score of each method at every exit as the mean over tasks and seeds, with a 95% interval over seeds and
 * examples; `name` is the method. With `onLevel` these are the scores of a level of difficulty.
 */
export function exitMeans(runs: readonly RunRecord[]): Difference[] {
  const methods = [...new Set(runs.map(({ config }) => config.method))];
  return exitDifferences(
    runs,
    Object.fromEntries(methods.map((method) => [method, (x: number) => [{ method, x, weight: 1 }]])),
  );
}
