import { LabError } from '../errors';
import { requireFinite } from '../finite';
import type { Exits } from './cost';
import { exitCosts } from './cost';

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
  const groups: { costFraction: number; scores: number[] }[] = [];
  for (const { costFraction, score } of [...points].sort((a, b) => a.costFraction - b.costFraction)) {
    const last = groups[groups.length - 1];
    if (last && costFraction - last.costFraction < SAME_COST) last.scores.push(score);
    else groups.push({ costFraction, scores: [score] });
  }
  return groups.map(({ costFraction, scores }) => ({
    costFraction,
    score: scores.reduce((sum, score) => sum + score, 0) / scores.length,
  }));
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
  const costs = exitCosts(exits).map((cost) => cost / exits.depths[exits.depths.length - 1]);
  const extra = exits.encoders === 'separate' ? [5 / 4, 13 / 8] : [];
  const [first, last] = [costs[0], costs[costs.length - 1]];
  return [first, ...[1 / 4, 1 / 2, 3 / 4, 1, ...extra].filter((cost) => cost > first && cost <= last)];
}

/**
 * Area under a curve from L_1/L_M to 1 by the trapezoidal rule, divided by the length of that interval, so that it is
 * a mean score. SWEET chooses learning rates by this area (appendix A) and does not say how it is computed.
 */
export function areaUnderCurve(curve: readonly CurvePoint[], exits: Exits): number {
  const first = exits.depths[0] / exits.depths[exits.depths.length - 1];
  if (first === 1) return scoreAt(curve, 1);
  const inside = curve.map((point) => point.costFraction).filter((cost) => cost > first && cost < 1);
  const knots = [first, ...inside, 1];
  let area = 0;
  for (let i = 1; i < knots.length; i++)
    area += ((knots[i] - knots[i - 1]) * (scoreAt(curve, knots[i - 1]) + scoreAt(curve, knots[i]))) / 2;
  return area / (1 - first);
}
