import { LabError } from '../errors';
import { requireFinite } from '../finite';
import type { Exits } from './cost';
import { exitFractions, inBlocks } from './cost';

/** A point of a speed-accuracy curve. */
export interface CurvePoint {
  readonly costFraction: number;
  readonly score: number;
}

/** Costs that differ by less than this are equal. */
const SAME_COST = 1e-9;

/**
 * The curve through some points: sorted by cost, with points of equal cost merged into their mean score. Throws
 * LabError for NaN or infinite points.
 */
export function tradeOffCurve(points: readonly CurvePoint[]): CurvePoint[] {
  if (points.length === 0) throw new LabError('expected at least one point for a curve, got none');
  for (const part of ['costFraction', 'score'] as const)
    requireFinite(
      points.map((point) => point[part]),
      'the points of a curve',
    );
  const groups: { costFraction: number; sum: number; count: number }[] = [];
  for (const { costFraction, score } of [...points].sort((a, b) => a.costFraction - b.costFraction)) {
    const last = groups[groups.length - 1];
    if (last && costFraction - last.costFraction < SAME_COST) {
      last.sum += score;
      last.count++;
    } else groups.push({ costFraction, sum: score, count: 1 });
  }
  return groups.map(({ costFraction, sum, count }) => ({ costFraction, score: sum / count }));
}

/** The score at a cost, by linear interpolation. Beyond the ends of the curve it is the score of the end. */
export function scoreAt(curve: readonly CurvePoint[], costFraction: number): number {
  const after = curve.findIndex((point) => point.costFraction >= costFraction);
  if (after === 0) return curve[0].score;
  if (after < 0) return curve[curve.length - 1].score;
  const [left, right] = [curve[after - 1], curve[after]];
  const share = (costFraction - left.costFraction) / (right.costFraction - left.costFraction);
  return left.score + share * (right.score - left.score);
}

/** The score at a cost, by linear interpolation; null beyond the ends of the curve. */
export function scoreWithin(curve: readonly CurvePoint[], costFraction: number): number | null {
  const [first, last] = [curve[0].costFraction, curve[curve.length - 1].costFraction];
  if (costFraction < first - SAME_COST || costFraction > last + SAME_COST) return null;
  return scoreAt(curve, costFraction);
}

/**
 * The costs where SWEET compares methods: L_1/L_M, 1/4, 1/2, 3/4 and 1 (appendix A). Separate encoders also get 5/4
 * and 13/8. Footnote 16 of the paper says 13/8 and 13/4, but their cost cannot exceed 23/12, so 13/4 is taken for a
 * misprint.
 */
export function paperCosts(exits: Exits): number[] {
  const costs = exitFractions(inBlocks(exits));
  const extra = exits.encoders === 'separate' ? [5 / 4, 13 / 8] : [];
  const [first, last] = [costs[0], costs[costs.length - 1]];
  return [first, ...[1 / 4, 1 / 2, 3 / 4, 1, ...extra].filter((cost) => cost > first && cost <= last)];
}

/**
 * Area under a curve from L_1/L_M to 1 by the trapezoidal rule, divided by the length of that interval, so that it is
 * a mean score. SWEET chooses learning rates by this area (appendix A) and does not say how it is computed.
 */
export const areaUnderCurve = (curve: readonly CurvePoint[], { depths }: Exits): number =>
  meanHeight(curve, depths[0] / depths[depths.length - 1], 1);

/**
 * The mean score of a curve over the costs `from` to `to`, by the trapezoidal rule; the score at `to` if from >= to.
 */
export function meanHeight(curve: readonly CurvePoint[], from: number, to: number): number {
  if (from >= to) return scoreAt(curve, to);
  const inside = curve.map((point) => point.costFraction).filter((cost) => cost > from && cost < to);
  const knots = [from, ...inside, to].map((cost) => ({ cost, score: scoreAt(curve, cost) }));
  let area = 0;
  for (let i = 1; i < knots.length; i++)
    area += ((knots[i].cost - knots[i - 1].cost) * (knots[i - 1].score + knots[i].score)) / 2;
  return area / (to - from);
}
