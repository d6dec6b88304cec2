import { LabError } from '../errors';
import type { ExitPolicy, RunRecord } from '../types';
import { type DefinedScore, type DefinedSummary, summariseDefined } from './definedRows';
import { type ColumnsOf, labelsOf, policySweep } from './rows';
import type { SweepPoint } from './sweep';
import { scoreWithin, tradeOffCurve } from './tradeoff';

/**
 * The score of each run at given speed-ups; x is the speed-up, and the score is null where the run's curve does not reach it.
 *
 * COSEE's Table 2 compares systems at speed-ups from 1.25 to 2.86. Here all are read at the same one, between the two nearest
 * thresholds and in a straight line over cost: the accuracy that drawing one of the two at random for each example would give.
 */
export function matchedScores(
  runs: readonly RunRecord[],
  policy: ExitPolicy,
  speedUps: readonly number[],
  columns?: ColumnsOf,
): DefinedScore[] {
  const stray = speedUps.find((speedUp) => !(speedUp > 0));
  if (stray !== undefined) throw new LabError(`expected speed-ups above 0, such as 2, got ${stray}`);
  return runs.flatMap((run) => {
    const curve = tradeOffCurve(policySweep(run, policy));
    const labels = labelsOf(run, (one) => ({ policy: policy.title, ...columns?.(one) }));
    return speedUps.map((x) => ({ ...labels, x, score: scoreWithin(curve, 1 / x) }));
  });
}

/** The same over seeds (COSEE Table 2 at matched cost): n of the seeds reach the speed-up, which is x. */
export const matchedCost = (
  runs: readonly RunRecord[],
  policy: ExitPolicy,
  speedUps: readonly number[],
): DefinedSummary[] => summariseDefined(matchedScores(runs, policy, speedUps));

/** The point of a sweep whose speed-up is nearest over cost: for what needs one threshold, such as where examples leave. */
export function nearestPoint(points: readonly SweepPoint[], speedUp: number): SweepPoint {
  const off = ({ costFraction }: SweepPoint) => Math.abs(costFraction - 1 / speedUp);
  return points.reduce((best, point) => (off(point) < off(best) ? point : best));
}
