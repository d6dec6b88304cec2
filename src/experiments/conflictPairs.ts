import { groupBy, summarise } from '../analysis';
import { LabError } from '../errors';
import { largestOf } from '../extremes';
import type { ConflictStep } from './conflictFile';

/** The agreement of two exits about a block, over the seeds and batches of some measurements. */
export interface ConflictPair {
  readonly method: string;
  /** The examples of a batch. */
  readonly size: number;
  readonly block: number;
  readonly first: number;
  readonly second: number;
  /** The mean cosine, and the least and the largest. */
  readonly cosine: number;
  readonly least: number;
  readonly most: number;
  /** The mean of the absolute cosines. */
  readonly absolute: number;
  /** The yardstick: the mean cosine of each exit with itself on another batch. */
  readonly itself: number;
  /** The number of cosines. */
  readonly measured: number;
}

/**
 * The agreement of every pair of exits about every block, for every size of batches, after the last step of the given
 * measurements (SWEET Fig. 3 and 9). Pairs without a cosine are left out. Throws LabError without measurements.
 */
export function conflictPairs(rows: readonly ConflictStep[]): ConflictPair[] {
  if (rows.length === 0)
    throw new LabError('expected measured gradients, got none; see conflictAlongTraining');
  const last = largestOf(rows.map(({ step }) => step));
  const told = rows.filter(({ step, cosine }) => step === last && cosine !== null);
  return groupBy(told, (row) => [row.method, row.size, row.block, row.first, row.second]).map((group) => {
    const [{ method, size, block, first, second }] = group;
    const cosines = group.flatMap(({ cosine }) => cosine ?? []);
    const own = group.flatMap(({ itself }) => itself ?? []);
    return {
      ...{ method, size, block, first, second },
      ...{ cosine: summarise(cosines).mean, least: Math.min(...cosines), most: largestOf(cosines) },
      ...{ absolute: summarise(cosines.map(Math.abs)).mean, measured: group.length },
      itself: summarise(own).mean,
    };
  });
}
