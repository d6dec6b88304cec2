import { armText } from './arms';
import { groupBy } from './groups';
import { type YardstickName, type YardstickSummary, yardstickTitles } from './yardstickScores';

/** The yardsticks that are factors. All others are shown in percent, or in points if they are differences. */
const factors: readonly YardstickName[] = ['speedUp99', 'speedUp999'];

/** The task, the system, and a cell for each yardstick by its title. */
export interface YardstickCells {
  readonly task: string;
  readonly system: string;
  readonly [title: string]: string;
}

/**
 * Rows for a table: a row for each task and arm, a column for each yardstick, as mean and 95% interval over seeds. An
 * empty cell has no seed with this yardstick.
 */
export const yardstickTable = (summaries: readonly YardstickSummary[]): YardstickCells[] =>
  groupBy(summaries, ({ task, method, policy, trainSize, wiring }) => [
    task,
    method,
    policy,
    trainSize,
    wiring,
  ]).map((group) => ({
    ...{ task: group[0].task, system: armText(group[0]) },
    ...Object.fromEntries(group.map((row) => [yardstickTitles[row.yardstick], yardstickText(row)])),
  }));

/** `72.1 (70.6 to 73.6)`, or `1.92x (1.80 to 2.04)`; without the interval if there is none. */
export function yardstickText({ yardstick, mean, low, high }: YardstickSummary): string {
  if (mean === null) return '';
  const [shown, unit] = factors.includes(yardstick)
    ? [(value: number) => value.toFixed(2), 'x']
    : [(value: number) => (100 * value).toFixed(1), ''];
  const interval = low === null || high === null ? '' : ` (${shown(low)} to ${shown(high)})`;
  return `${shown(mean)}${unit}${interval}`;
}
