/** Yardsticks as scores, for what the lab does with scores: intervals over seeds and examples, differences, claims. */

import { armOf } from './arms';
import { curveYardstickNames, curveYardsticks } from './curveYardsticks';
import { type DefinedScore, type DefinedSummary, summariseDefined } from './definedRows';
import { groupBy } from './groups';
import { AVERAGE } from './rows';
import type { Yardsticks } from './yardsticks';

/** The yardsticks that are not read from a curve. */
const others = {
  full: 'full model',
  randomAuc: 'AUC of random exits',
  eefp: 'EEFP',
  dis: 'DIS',
  oracleCost: 'cost of the oracle',
  oracleScore: 'score of the oracle',
  oracleGap: 'oracle gap',
} as const;

export type YardstickName = keyof typeof curveYardsticks | keyof typeof others;

/** The title of each yardstick, in the order of tables. */
export const yardstickTitles: { readonly [name in YardstickName]: string } = {
  ...(Object.fromEntries(curveYardstickNames.map((name) => [name, curveYardsticks[name].title])) as {
    readonly [name in keyof typeof curveYardsticks]: string;
  }),
  ...others,
};

export const yardstickNames = Object.keys(yardstickTitles) as YardstickName[];

/** The x of a yardstick's scores: its place in `yardstickNames`. */
export const placeOfYardstick = (name: YardstickName): number => yardstickNames.indexOf(name);

/** One yardstick of each row as a score; x is `placeOfYardstick`. */
export const yardstickScores = (rows: readonly Yardsticks[], name: YardstickName): DefinedScore[] =>
  rows.map((row) => ({
    ...armOf(row),
    ...{ task: row.task, seed: row.seed, x: placeOfYardstick(name), score: row[name] },
  }));

/** One yardstick of an arm on a task over its seeds, with the 95% interval. */
export interface YardstickSummary extends Omit<DefinedSummary, 'x'> {
  readonly yardstick: YardstickName;
}

/**
 * Mean and 95% interval over seeds of each yardstick, for each arm and task, and for the mean over tasks (task
 * `average`) if there are several. A mean over tasks is that of the seeds at which the arm has the yardstick on every
 * task.
 */
export function summariseYardsticks(
  rows: readonly Yardsticks[],
  names: readonly YardstickName[] = yardstickNames,
): YardstickSummary[] {
  return names.flatMap((yardstick) => {
    const scores = yardstickScores(rows, yardstick);
    return summariseDefined([...scores, ...overTasks(scores)]).map(({ x: _, ...row }) => ({
      ...row,
      yardstick,
    }));
  });
}

function overTasks(scores: readonly DefinedScore[]): DefinedScore[] {
  const tasks = new Set(scores.map(({ task }) => task)).size;
  if (tasks < 2) return [];
  return groupBy(scores, (row) => [armOf(row), row.seed]).map((group) => {
    const defined = group.flatMap(({ score }) => score ?? []);
    const sum = defined.reduce((total, score) => total + score, 0);
    return { ...group[0], task: AVERAGE, score: defined.length === tasks ? sum / tasks : null };
  });
}
