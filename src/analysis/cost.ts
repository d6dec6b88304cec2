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

/** What cost is counted in: blocks, unless something else is given, such as multiply-adds (`inMultiplyAdds`). */
export interface CostAxis {
  readonly title: string;
  /** The cost of an example that leaves at each exit, [E]. */
  readonly each: readonly number[];
  /** The cost of the plain encoder with one exit after its last block. */
  readonly full: number;
}

/** Costs in blocks, L_i (SWEET Eq. 1, COSEE Eq. 12). Exits cost nothing. */
export const inBlocks = (exits: Exits): CostAxis => ({
  title: 'blocks',
  each: exitCosts(exits),
  full: exits.depths[exits.depths.length - 1],
});

/** The cost of an example that leaves at each exit, as a fraction of the plain encoder's, [E]. */
export const exitFractions = ({ each, full }: CostAxis): number[] => each.map((cost) => cost / full);

/** The mean cost of examples of which counts[e] leave at exit e, as a fraction of the plain encoder's. */
export function meanCost(counts: ArrayLike<number>, { each, full }: CostAxis): number {
  let [cost, examples] = [0, 0];
  for (let e = 0; e < each.length; e++) {
    cost += counts[e] * each[e];
    examples += counts[e];
  }
  if (examples === 0) throw new LabError('expected at least one example to compute a cost, got none');
  return cost / (full * examples);
}

/**
 * SWEET Eq. 1: sum_i S_i L_i / (L_M sum_i S_i) for counts S_i of examples that leave at exit i. The paper calls it
 * the speed-up ratio, although 1 is the full model and smaller is faster. Multi-Model reaches 23/12 with exits 1, 4,
 * 6, 12.
 */
export const costFraction = (counts: ArrayLike<number>, exits: Exits): number =>
  meanCost(counts, inBlocks(exits));

/** The inverse of the cost fraction (COSEE Eq. 12): 2 means that half of the blocks run. */
export function speedUp(counts: ArrayLike<number>, exits: Exits): number {
  return 1 / costFraction(counts, exits);
}
