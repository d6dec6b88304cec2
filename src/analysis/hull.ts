import type { CurvePoint } from './tradeoff';
import { meanHeight } from './tradeoff';

/**
 * The non-decreasing convex hull of a curve: the least concave, non-decreasing function on its range of costs that is
 * nowhere below it. Every point of it can be reached: each example draws one of two thresholds at random.
 */
export function convexHull(curve: readonly CurvePoint[]): CurvePoint[] {
  const hull: CurvePoint[] = [];
  for (const point of curve) {
    while (hull.length > 1 && !isAbove(hull[hull.length - 2], hull[hull.length - 1], point)) hull.pop();
    hull.push(point);
  }
  const best = hull.reduce((most, { score }, i) => (score > hull[most].score ? i : most), 0);
  const last = curve[curve.length - 1];
  const rising = hull.slice(0, best + 1);
  return hull[best] === last ? rising : [...rising, { ...last, score: hull[best].score }];
}

/** Whether the middle point is above the line from the left to the right one. */
const isAbove = (left: CurvePoint, middle: CurvePoint, right: CurvePoint): boolean =>
  (middle.score - left.score) * (right.costFraction - left.costFraction) >
  (right.score - left.score) * (middle.costFraction - left.costFraction);

/**
 * AIQ, the average improvement in quality of RouterBench (Hu et al. 2024): the mean height of the non-decreasing convex
 * hull over a range of costs. Unlike the area under the curve it does not punish a threshold that nobody would choose.
 */
export const averageQuality = (curve: readonly CurvePoint[], from: number, to: number): number =>
  meanHeight(convexHull(curve), from, to);
