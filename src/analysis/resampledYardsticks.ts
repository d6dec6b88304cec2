import { policyOf } from '../methods/policyOf';
import type { ExitPolicy } from '../types';
import { armOf } from './arms';
import { inBlocks } from './cost';
import { curveAlong, firstCost } from './curveAlong';
import { curveYardstickNames, measureCurve } from './curveYardsticks';
import { exitPredictions } from './exitScores';
import { firstMetric, floorOfRun } from './firstMetric';
import { readBy } from './policySweep';
import { type Resampling, scorer } from './resampledScores';
import { labelsOf } from './rows';
import { placeOfYardstick } from './yardstickScores';
import type { YardstickOptions } from './yardsticks';

/**
 * The yardsticks of a run's curve, resampled, for `exampleIntervals`; x is `placeOfYardstick`. Thresholds, the score of
 * chance and the baseline stay those of all examples. A yardstick that some draw does not have is left out.
 */
export const resampledYardsticks =
  (given?: ExitPolicy, options: Omit<YardstickOptions, 'axis'> = {}): Resampling =>
  (run, draws) => {
    const policy = given ?? policyOf(run.config);
    const { answered, sweeper } = readBy(run, policy);
    const { labels, depths } = answered;
    const axis = inBlocks(answered);
    const last = exitPredictions(answered).subarray((depths.length - 1) * labels.length);
    const fullOf = scorer(firstMetric(run), last, labels);
    const beside = { from: firstCost(axis), chance: floorOfRun(run), baseline: options.baseline };
    const measured = draws.map((times) =>
      measureCurve({ ...beside, curve: curveAlong(sweeper(times), axis), full: fullOf(times) }),
    );
    const arm = armOf(labelsOf(run, (one) => ({ policy: policy.title, ...options.columns?.(one) })));
    return curveYardstickNames.flatMap((name) => {
      const scores = measured.flatMap((values) => values[name] ?? []);
      if (scores.length < draws.length) return [];
      return [{ arm, x: placeOfYardstick(name), scores: Float64Array.from(scores) }];
    });
  };
