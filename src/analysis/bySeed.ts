import type { RunRecord } from '../types';
import { groupBy } from './groups';
import { summarise } from './statistics';

/**
 * A number of each run as the mean over the runs of a seed, for `judgeEstimate`. A seed that lacks a method or a task of
 * the others is left out, because its mean would be over other runs.
 */
export function bySeed(
  runs: readonly RunRecord[],
  numberOf: (run: RunRecord) => number,
): { readonly seeds: number[]; readonly values: number[] } {
  const cells = (some: readonly RunRecord[]) => groupBy(some, ({ config }) => [config.method, config.task]);
  const all = cells(runs).length;
  const whole = groupBy(runs, ({ config }) => [config.seed]).filter((group) => cells(group).length === all);
  return {
    seeds: whole.map(([{ config }]) => config.seed),
    values: whole.map((group) => summarise(group.map(numberOf)).mean),
  };
}
