/** The systems of COSEE's Table 2. */
import {
  exampleIntervals,
  individualExits,
  matchedScores,
  type Resampling,
  resampledExits,
  resampledSpeedUps,
  type ScoreRow,
} from '../../analysis';
import type { View } from '../../experiments/view';
import { largestOf } from '../../extremes';
import { policyOf } from '../../methods/policyOf';
import { atQuantiles } from '../../policies';
import type { RunRecord } from '../../types';
import * as experiments from './experiments';
import { defined } from './views';

/** The speed-up of Table 2 here. */
export const TABLE_SPEED_UP = 2;

/**
 * The systems of Table 2 at one speed-up, each with the policy of its method. An encoder with one exit has a fixed
 * speed-up: 1 for the whole encoder, about 2 for its half.
 */
export const systems: View<ScoreRow> = {
  name: 'systems',
  varies: ['exits'],
  from: [experiments.systems, experiments.ablation],
  rows(runs) {
    const depth = largestOf(runs.flatMap(({ config }) => config.exits));
    const alone = runs.filter(({ config }) => config.exits.length === 1);
    const early = runs.filter(({ config }) => config.exits.length > 1 && !/^(swm|osc)-/.test(config.method));
    return [
      ...individualExits(alone).map((row) => ({
        ...row,
        method: row.x === depth ? 'encoder' : 'half-encoder',
        x: depth / row.x,
      })),
      ...defined(
        early.flatMap((run) => matchedScores([run], atQuantiles(policyOf(run.config)), [TABLE_SPEED_UP])),
      ),
    ];
  },
  overExamples: (runs) => exampleIntervals(runs, resampledSystem(runs)),
};

/** The rows of `systems`, resampled. */
function resampledSystem(runs: readonly RunRecord[]): Resampling {
  const depth = largestOf(runs.flatMap(({ config }) => config.exits));
  return (run, draws) => {
    if (run.config.exits.length > 1)
      return resampledSpeedUps(atQuantiles(policyOf(run.config)), [TABLE_SPEED_UP])(run, draws);
    return resampledExits()(run, draws).map(({ x, scores }) => ({
      arm: { method: x === depth ? 'encoder' : 'half-encoder' },
      x: depth / x,
      scores,
    }));
  };
}
