import type { CurvePoint } from './tradeoff';

/**
 * The area that the points of a curve dominate, beside the reference of cost 1 and the score of chance: the points
 * (cost, score) such that some threshold costs no more and scores no less. Nothing is interpolated. It is at most
 * 1 - chance, which a perfect model without cost has. Points that cost more than 1 add nothing.
 */
export function hypervolume(curve: readonly CurvePoint[], chance: number): number {
  let [area, best] = [0, chance];
  curve.forEach(({ costFraction, score }, i) => {
    best = Math.max(best, score);
    const until = Math.min(1, curve[i + 1]?.costFraction ?? 1);
    area += Math.max(0, until - costFraction) * (best - chance);
  });
  return area;
}
