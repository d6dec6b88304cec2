import type { RunRecord } from '../types';
import { groupBy } from './groups';

/** The runs of the seeds at which every method has every task, so that means over tasks are comparable. */
export function wholeRuns(runs: readonly RunRecord[]): RunRecord[] {
  const cellsOf = (some: readonly RunRecord[]) =>
    new Set(some.map(({ config }) => JSON.stringify([config.method, config.task]))).size;
  const methods = new Set(runs.map(({ config }) => config.method)).size;
  const tasks = new Set(runs.map(({ config }) => config.task)).size;
  return groupBy(runs, ({ config }) => [config.seed])
    .filter((group) => cellsOf(group) === methods * tasks)
    .flat();
}
