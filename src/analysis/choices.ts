/**
 * The choices of a search: the settings with the largest area under the trade-off curve, as the mean over the tasks.
 */
import type { ConstantsRow } from './constants';
import { groupBy } from './groups';
import type { LearningRateRow } from './learningRates';
import type { OwnConstantRow } from './ownConstants';
import { summarise } from './statistics';

/** The areas of one choice, as means over the tasks of the search. */
export interface Choice<Value> {
  readonly value: Value;
  readonly area: number;
  readonly tasks: number;
}

/** The value with the largest mean area; of equal areas, the first. */
const largest = <Value>(choices: readonly Choice<Value>[]): Choice<Value> =>
  choices.reduce((a, b) => (b.area > a.area ? b : a));

const meanOf = (rows: readonly { readonly choice: number }[]) => ({
  area: summarise(rows.map(({ choice }) => choice)).mean,
  tasks: rows.length,
});

/** The value of each method of a search. */
const chosenOfMethods = <Row extends { readonly method: string; readonly choice: number }>(
  rows: readonly Row[],
  settingOf: (row: Row) => number,
): { readonly [method: string]: Choice<number> } =>
  Object.fromEntries(
    groupBy(rows, ({ method }) => [method]).map((own) => {
      const choices = groupBy(own, (row) => [settingOf(row)]).map((group) => ({
        value: settingOf(group[0]),
        ...meanOf(group),
      }));
      return [own[0].method, largest(choices)] as const;
    }),
  );

/** The learning rate of each method of a search. */
export const chosenRates = (
  rows: readonly LearningRateRow[],
): { readonly [method: string]: Choice<number> } => chosenOfMethods(rows, ({ learningRate }) => learningRate);

/** The constant of each method of a search that has one of its own. */
export const chosenOwnConstants = (
  rows: readonly OwnConstantRow[],
): { readonly [method: string]: Choice<number> } => chosenOfMethods(rows, ({ value }) => value);

/** The constants of COSEE of a search. */
export function chosenConstants(
  rows: readonly ConstantsRow[],
): Choice<{ readonly alpha: number; readonly beta0: number }> {
  const choices = groupBy(rows, ({ alpha, beta0 }) => [alpha, beta0]).map((group) => ({
    value: { alpha: group[0].alpha, beta0: group[0].beta0 },
    ...meanOf(group),
  }));
  return largest(choices);
}
