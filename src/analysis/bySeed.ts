import type { RunRecord } from '../types';
import { groupBy } from './groups';
import { summarise } from './statistics';
import { wholeRuns } from './wholeRuns';

/**
 * A number of each run as the mean over the runs of a seed, for `judgeEstimate`. Only whole seeds count (`wholeRuns`).
 */
export function bySeed(
  runs: readonly RunRecord[],
  numberOf: (run: RunRecord) => number,
): { readonly seeds: number[]; readonly values: number[] } {
  const whole = groupBy(wholeRuns(runs), ({ config }) => [config.seed]);
  return {
    seeds: whole.map(([{ config }]) => config.seed),
    values: whole.map((group) => summarise(group.map(numberOf)).mean),
  };
}
