import { LabError } from '../errors';
import type { ExitPolicy, RunRecord } from '../types';
import { type DefinedScore, type DefinedSummary, summariseDefined } from './definedRows';
import { floorOfRun } from './firstMetric';
import { policySweep } from './policySweep';
import { type ColumnsOf, labelsOf } from './rows';
import type { SweepPoint } from './sweep';
import { scoreWithin, tradeOffCurve } from './tradeoff';

/**
 * The score of each run at given speed-ups. x is the speed-up. The score is null outside the run's curve.
 *
 * COSEE's Table 2 compares systems at different speed-ups, from 1.25 to 2.86. Here all systems are compared at the
 * same speed-up, with linear interpolation over cost between the two nearest thresholds. This score is the expected
 * accuracy if one of the two thresholds is drawn at random for each example.
 */
export function matchedScores(
  runs: readonly RunRecord[],
  policy: ExitPolicy,
  speedUps: readonly number[],
  columns?: ColumnsOf,
): DefinedScore[] {
  const stray = speedUps.find((speedUp) => !(speedUp > 0));
  if (stray !== undefined) throw new LabError(`expected positive speed-ups, such as 2, got ${stray}`);
  return runs.flatMap((run) => {
    const curve = tradeOffCurve(policySweep(run, policy));
    const labels = labelsOf(run, (one) => ({ policy: policy.title, ...columns?.(one) }));
    const floor = floorOfRun(run);
    return speedUps.map((x) => ({ ...labels, x, score: scoreWithin(curve, 1 / x), floor }));
  });
}

/**
 * `matchedScores` summarised over seeds (COSEE Table 2 at matched cost). x is the speed-up; n counts the seeds whose
 * curve reaches it.
 */
export const matchedCost = (
  runs: readonly RunRecord[],
  policy: ExitPolicy,
  speedUps: readonly number[],
): DefinedSummary[] => summariseDefined(matchedScores(runs, policy, speedUps));

/**
 * `count` speed-ups from 1 to `fastest` whose costs lie evenly. Curves bend where little is saved, and speed-ups that lie
 * evenly have few points there.
 */
export function speedUpsEvenInCost(count = 9, fastest = 4): number[] {
  const step = (1 - 1 / fastest) / (count - 1);
  return Array.from({ length: count }, (_, i) => 1 / (1 - i * step));
}

/** The point of a sweep with the nearest cost to a speed-up, for figures of a single threshold. */
export function nearestPoint(points: readonly SweepPoint[], speedUp: number): SweepPoint {
  const off = ({ costFraction }: SweepPoint) => Math.abs(costFraction - 1 / speedUp);
  return points.reduce((best, point) => (off(point) < off(best) ? point : best));
}
