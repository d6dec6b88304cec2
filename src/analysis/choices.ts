/** The choices of a search: the settings with the largest area under the trade-off curve, as the mean over the tasks. */
import type { ConstantsRow } from './constants';
import { groupBy } from './groups';
import type { LearningRateRow } from './learningRates';
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

/** The learning rate of each method of a search. */
export function chosenRates(rows: readonly LearningRateRow[]): { readonly [method: string]: Choice<number> } {
  const ofMethods = groupBy(rows, ({ method }) => [method]).map((own) => {
    const choices = groupBy(own, ({ learningRate }) => [learningRate]).map((group) => ({
      value: group[0].learningRate,
      ...meanOf(group),
    }));
    return [own[0].method, largest(choices)] as const;
  });
  return Object.fromEntries(ofMethods);
}

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
