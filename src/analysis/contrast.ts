/** Differences between methods, and differences of differences, seed by seed. */
import { LabError } from '../errors';
import { type Arm, armText, isOfArm } from './arms';
import { groupBy } from './groups';
import type { ScoreRow } from './rows';
import { type Summary, summarise } from './statistics';

/**
 * A score and its weight in a sum; weights +1 and -1 give a difference. `x` is the depth of an exit or a cost
 * fraction. A term needs to give only those columns of `Arm` that select one row, such as the policy where a method
 * has several.
 */
export interface Term extends Arm {
  readonly x: number;
  readonly weight: number;
}

/** The value of a contrast in the given rows, in the unit of their scores. */
export interface ContrastResult {
  /** The mean over tasks within a seed, over the seeds that have every term on every task; null without a seed. */
  readonly seeds: Summary | null;
  /** The seeds of `seeds`. */
  readonly whole: readonly number[];
  /** The mean of each task over the seeds that have every term on that task. */
  readonly tasks: readonly { readonly task: string; readonly mean: number }[];
}

/** sum_k weight_k score_k, paired within task and seed. */
export function contrast(rows: readonly ScoreRow[], terms: readonly Term[]): ContrastResult {
  const values = groupBy(rows, ({ task, seed }) => [task, seed]).flatMap((group) => {
    const parts = terms.map((term) => {
      const row = onlyRow(group, term);
      return row && term.weight * row.score;
    });
    if (parts.includes(undefined)) return [];
    const value = parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
    return [{ task: group[0].task, seed: group[0].seed, value }];
  });
  const tasks = new Set(rows.map(({ task }) => task)).size;
  const whole = groupBy(values, ({ seed }) => [seed]).filter((group) => group.length === tasks);
  const mean = (group: readonly { readonly value: number }[]) =>
    summarise(group.map(({ value }) => value)).mean;
  return {
    seeds: whole.length === 0 ? null : summarise(whole.map(mean)),
    whole: whole.map(([{ seed }]) => seed),
    tasks: groupBy(values, ({ task }) => [task]).map((group) => ({ task: group[0].task, mean: mean(group) })),
  };
}

function onlyRow(rows: readonly ScoreRow[], term: Term): ScoreRow | undefined {
  const [found, another] = rows.filter((row) => Math.abs(row.x - term.x) < 1e-9 && isOfArm(row, term));
  if (!another) return found;
  throw new LabError(
    `expected one score of ${armText(term)} at ${term.x} on ${found.task}, seed ${found.seed}; got ` +
      `${armText(found)} and ${armText(another)}: say which`,
  );
}
