import { LabError } from '../errors';
import type { ExitRecord } from '../types';

/** The parts of a record that determine cost. */
export type Exits = Pick<ExitRecord, 'depths' | 'encoders'>;

/**
 * The number of blocks run for an example that leaves at each exit, [E]. Shared encoder: the depth L_i of the exit.
 * Separate encoders (Multi-Model): the sum of the depths up to L_i, because every smaller model ran before (SWEET
 * section 3.3).
 */
export function exitCosts({ depths, encoders }: Exits): number[] {
  if (encoders === 'shared') return [...depths];
  let blocks = 0;
  return depths.map((depth) => {
    blocks += depth;
    return blocks;
  });
}

/**
 * SWEET Eq. 1: sum_i S_i L_i / (L_M sum_i S_i) for counts S_i of examples that leave at exit i. The paper calls it
 * the speed-up ratio, although 1 is the full model and smaller is faster. Multi-Model reaches 23/12 with exits 1, 4,
 * 6, 12.
 */
export function costFraction(counts: ArrayLike<number>, exits: Exits): number {
  const costs = exitCosts(exits);
  let blocks = 0;
  let examples = 0;
  for (let e = 0; e < costs.length; e++) {
    blocks += counts[e] * costs[e];
    examples += counts[e];
  }
  if (examples === 0) throw new LabError('expected at least one example to compute a cost, got none');
  return blocks / (exits.depths[exits.depths.length - 1] * examples);
}

/** The inverse of the cost fraction (COSEE Eq. 12): 2 means that half of the blocks run. */
export function speedUp(counts: ArrayLike<number>, exits: Exits): number {
  return 1 / costFraction(counts, exits);
}
