import type { CurvePoint } from './tradeoff';

/** Scores that differ by less than this are equal. */
const SAME_SCORE = 1e-12;

/**
 * The speed-up at which a curve keeps a share of the full model's score: 1 / the least cost whose score is at least
 * share · full, by linear interpolation. The shares .99 and .999 are those of MLPerf Inference (bert-99, bert-99.9).
 * Null if the curve never reaches it, and if `full` is not above 0, where a share of it means nothing.
 */
export function keptSpeedUp(curve: readonly CurvePoint[], share: number, full: number): number | null {
  const target = share * full;
  const first = curve.findIndex(({ score }) => score >= target - SAME_SCORE);
  if (first < 0 || !(full > 0)) return null;
  if (first === 0) return 1 / curve[0].costFraction;
  const [left, right] = [curve[first - 1], curve[first]];
  const way = Math.min(1, (target - left.score) / (right.score - left.score));
  return 1 / (left.costFraction + way * (right.costFraction - left.costFraction));
}
