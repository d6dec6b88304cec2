/** The systems of COSEE's Table 2. */
import {
  definedScores,
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
import type { ExitPolicy, RunRecord } from '../../types';
import * as experiments from './experiments';

/** The speed-up of Table 2 here. */
export const TABLE_SPEED_UP = 2;

/**
 * The systems at some speed-ups, each with the policy of its method. An encoder with one exit has a fixed speed-up: 1
 * for the whole encoder, about 2 for its half.
 */
export const systemsAt = (name: string, speedUps: readonly number[]): View<ScoreRow> => ({
  name,
  varies: ['exits'],
  from: [experiments.systems],
  rows(runs) {
    const depth = largestOf(runs.flatMap(({ config }) => config.exits));
    const early = runs.filter(leavesEarly);
    return [
      ...individualExits(runs.filter((run) => !leavesEarly(run))).map((row) => ({
        ...row,
        method: row.x === depth ? 'encoder' : 'half-encoder',
        x: depth / row.x,
      })),
      ...definedScores(early.flatMap((run) => matchedScores([run], ownPolicy(run), speedUps))),
    ];
  },
  overExamples: (runs) => exampleIntervals(runs, resampledSystem(runs, speedUps)),
});

/** Table 2. */
export const systems = systemsAt('systems', [TABLE_SPEED_UP]);

export const leavesEarly = ({ config }: RunRecord): boolean => config.exits.length > 1;

const ownPolicy = ({ config }: RunRecord): ExitPolicy => atQuantiles(policyOf(config));

/** The rows of `systemsAt`, resampled. */
export function resampledSystem(runs: readonly RunRecord[], speedUps: readonly number[]): Resampling {
  const depth = largestOf(runs.flatMap(({ config }) => config.exits));
  return (run, draws) => {
    if (leavesEarly(run)) return resampledSpeedUps(ownPolicy(run), speedUps)(run, draws);
    return resampledExits()(run, draws).map(({ x, scores }) => ({
      arm: { method: x === depth ? 'encoder' : 'half-encoder' },
      x: depth / x,
      scores,
    }));
  };
}
