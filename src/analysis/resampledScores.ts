/** The scores of a run on draws of its examples: see `exampleIntervals`. */
import { policyOf } from '../methods/policyOf';
import type { ExitPolicy, MetricName, RunRecord } from '../types';
import { type Arm, armOf } from './arms';
import { exitPredictions } from './exitScores';
import { firstMetric } from './firstMetric';
import { confusionMatrix, isOfClasses, measure, measureConfusion } from './metrics';
import { policySweeper } from './policySweep';
import { repeated } from './repeated';
import { type ColumnsOf, labelsOf } from './rows';
import { paperCosts, scoreAt, tradeOffCurve } from './tradeoff';

/** A score of one run at one x, on every draw. */
export interface ResampledScore {
  readonly arm: Arm;
  readonly x: number;
  readonly scores: Float64Array;
}

/** The scores of a run on draws of its examples; a draw says how often each example was drawn, [N]. */
export type Resampling = (run: RunRecord, draws: readonly Int32Array[]) => readonly ResampledScore[];

/** The rows of `individualExits`, resampled. */
export const resampledExits =
  (columns?: ColumnsOf): Resampling =>
  (run, draws) => {
    const { depths, labels } = run.evaluation;
    const [N, predictions] = [labels.length, exitPredictions(run.evaluation)];
    const arm = armOf(labelsOf(run, columns));
    return depths.map((x, e) => {
      const scoreOf = scorer(firstMetric(run), predictions.subarray(e * N, (e + 1) * N), labels);
      return { arm, x, scores: Float64Array.from(draws, scoreOf) };
    });
  };

/** The rows of `tradeOff`, resampled. Temperatures and thresholds stay those of all examples. */
export const resampledTradeOff =
  (given?: ExitPolicy, columns?: ColumnsOf): Resampling =>
  (run, draws) =>
    resampledCurve(run, draws, {
      policy: given ?? policyOf(run.config),
      places: paperCosts(run.evaluation).map((x) => ({ x, cost: x })),
      columns,
    });

/** The rows of `matchedScores`, resampled; x is the speed-up. Thresholds stay those of all examples. */
export const resampledSpeedUps =
  (policy: ExitPolicy, speedUps: readonly number[]): Resampling =>
  (run, draws) =>
    resampledCurve(run, draws, { policy, places: speedUps.map((x) => ({ x, cost: 1 / x })) });

interface Read {
  readonly policy: ExitPolicy;
  readonly places: readonly { readonly x: number; readonly cost: number }[];
  readonly columns?: ColumnsOf;
}

function resampledCurve(
  run: RunRecord,
  draws: readonly Int32Array[],
  { policy, places, columns }: Read,
): ResampledScore[] {
  const points = policySweeper(run, policy);
  const curves = draws.map((times) => tradeOffCurve(points(times)));
  const arm = armOf(labelsOf(run, (one) => ({ policy: policy.title, ...columns?.(one) })));
  return places.map(({ x, cost }) => ({
    arm,
    x,
    scores: Float64Array.from(curves, (curve) => scoreAt(curve, cost)),
  }));
}

/**
 * The score of a draw. A metric of classes is computed from the cell of the confusion matrix that each example belongs
 * to, which is faster than scoring the predictions again. Throws what `measure` throws.
 */
export function scorer(metric: MetricName, predictions: ArrayLike<number>, labels: ArrayLike<number>) {
  measure(metric, predictions, labels);
  if (!isOfClasses(metric))
    return (times: Int32Array) => measure(metric, repeated(predictions, times), repeated(labels, times));
  const C = Math.sqrt(confusionMatrix(predictions, labels).length);
  const cells = Int32Array.from(labels, (label, n) => label * C + predictions[n]);
  return (times: Int32Array) => {
    const counts = new Int32Array(C * C);
    for (let n = 0; n < times.length; n++) counts[cells[n]] += times[n];
    return measureConfusion(metric, counts);
  };
}
