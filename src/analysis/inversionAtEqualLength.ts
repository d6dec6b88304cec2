import type { ExitRecord, ExitSignal } from '../types';
import { doubtsOf } from './difficultyInversion';
import { groupBy } from './groups';
import { pairsInOrder } from './pairsInOrder';

/** The difficulty inversion score of every exit among texts of equal length, and the number of its pairs. */
export interface EqualLengthInversion {
  readonly pairs: number;
  /** [E]: null without a pair. */
  readonly scores: readonly (number | null)[];
}

/**
 * The share of the pairs of examples with different difficulty and equally many words that the signal ranks in the
 * order of their difficulty: what a signal knows of difficulty beyond length. 0.5 is chance.
 */
export function inversionAtEqualLength(
  record: ExitRecord,
  signal: ExitSignal,
  difficulties: readonly number[],
  lengths: readonly number[],
): EqualLengthInversion {
  const N = record.labels.length;
  const doubts = doubtsOf(record, signal);
  const groups = groupBy([...lengths.keys()], (n) => [lengths[n]]).map((rows) => ({
    rows,
    levels: rows.map((n) => difficulties[n]),
  }));
  const pairs = groups.reduce((sum, { levels }) => sum + pairCount(levels), 0);
  const scores = record.depths.map((_, e) => {
    const inOrder = groups.map(({ rows, levels }) => {
      const own = rows.map((n) => doubts[e * N + n]);
      return (pairsInOrder(own, levels) ?? 0) * pairCount(levels);
    });
    return pairs === 0 ? null : inOrder.reduce((sum, count) => sum + count, 0) / pairs;
  });
  return { pairs, scores };
}

/** The number of pairs of different levels. */
function pairCount(levels: readonly number[]): number {
  const same = groupBy(levels, (level) => [level]).reduce((sum, { length }) => sum + length * length, 0);
  return (levels.length * levels.length - same) / 2;
}
