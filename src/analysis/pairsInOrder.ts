import { LabError } from '../errors';
import { requireFinite } from '../finite';
import { eachOnce, type OnDraws } from './bootstrap';
import { ranks } from './ranks';

/**
 * The share of the pairs with d_i < d_j that have s_i < s_j; equal scores count one half. Null if all d are equal.
 * Throws LabError for NaN or infinite scores and difficulties.
 */
export const pairsInOrder = (scores: ArrayLike<number>, difficulties: ArrayLike<number>): number | null =>
  pairsInOrderOnDraws(scores, difficulties)();

/**
 * Returns `pairsInOrder` on a draw. An example that is drawn twice makes no pair with itself. Each draw takes
 * O(N log N): examples are inserted in the order of difficulty, and a Fenwick tree counts the easier examples by the
 * rank of their score. Throws what `pairsInOrder` throws.
 */
export function pairsInOrderOnDraws(scores: ArrayLike<number>, difficulties: ArrayLike<number>): OnDraws {
  const N = scores.length;
  if (difficulties.length !== N)
    throw new LabError(`expected as many difficulties as scores, got ${difficulties.length} and ${N}`);
  requireFinite(difficulties, 'difficulties');
  const places = ranks(scores).map((rank) => 2 * rank);
  const order = Array.from(places.keys()).sort((a, b) => difficulties[a] - difficulties[b]);
  const once = eachOnce(N);
  return (times = once) => {
    const easier = fenwickTree(2 * N);
    let [pairs, inOrder, before] = [0, 0, 0];
    for (let start = 0, end = 0; start < N; start = end) {
      let here = 0;
      while (end < N && difficulties[order[end]] === difficulties[order[start]]) here += times[order[end++]];
      pairs += before * here;
      for (let i = start; i < end; i++) {
        const place = places[order[i]];
        const count = times[order[i]];
        if (count > 0) inOrder += (count * (easier.upTo(place - 1) + easier.upTo(place))) / 2;
      }
      for (let i = start; i < end; i++) easier.add(places[order[i]], times[order[i]]);
      before += here;
    }
    return pairs === 0 ? null : inOrder / pairs;
  };
}

/** Counts at positions 1 to `size`. Adding to a count and summing up to a position are both O(log size). */
function fenwickTree(size: number) {
  const sums = new Int32Array(size + 1);
  return {
    add(place: number, count: number) {
      for (let i = place; i <= size; i += i & -i) sums[i] += count;
    },
    upTo(place: number): number {
      let sum = 0;
      for (let i = place; i > 0; i -= i & -i) sum += sums[i];
      return sum;
    },
  };
}
