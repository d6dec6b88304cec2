import { type CostAxis, meanCost } from './cost';
import type { SweepPoint } from './sweep';
import { type CurvePoint, tradeOffCurve } from './tradeoff';

/** The curve through the points of a sweep, along an axis of cost. */
export const curveAlong = (
  points: readonly Pick<SweepPoint, 'counts' | 'score'>[],
  axis: CostAxis,
): CurvePoint[] =>
  tradeOffCurve(points.map(({ counts, score }) => ({ score, costFraction: meanCost(counts, axis) })));

/** The cost of the first exit, as a fraction of the plain encoder's. */
export const firstCost = ({ each, full }: CostAxis): number => each[0] / full;
