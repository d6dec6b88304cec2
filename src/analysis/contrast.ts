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
  /** The seeds of `seeds`, and the value of each. */
  readonly whole: readonly number[];
  readonly values: readonly number[];
  /** The mean of each task over the seeds that have every term on that task. */
  readonly tasks: readonly { readonly task: string; readonly mean: number }[];
  /** In words: the terms that a task and seed of the rows lacks. */
  readonly missing: readonly string[];
}

/** sum_k weight_k score_k, paired within task and seed. */
export function contrast(rows: readonly ScoreRow[], terms: readonly Term[]): ContrastResult {
  const units = unitsOf(rows).map((unit) => ({
    ...unit,
    found: terms.map((term) => onlyRow(unit.rows, term)),
  }));
  const values = units.flatMap(({ task, seed, found }) => {
    if (found.includes(undefined)) return [];
    const value = terms.reduce((sum, { weight }, k) => sum + weight * (found[k]?.score ?? 0), 0);
    return [{ task, seed, value }];
  });
  const tasks = new Set(rows.map(({ task }) => task)).size;
  const whole = groupBy(values, ({ seed }) => [seed]).filter((group) => group.length === tasks);
  const mean = (group: readonly { readonly value: number }[]) =>
    summarise(group.map(({ value }) => value)).mean;
  const lacks = units.flatMap((unit) =>
    terms.flatMap((term, k) => (unit.found[k] ? [] : lackOf(unit, term, rows))),
  );
  return {
    seeds: whole.length === 0 ? null : summarise(whole.map(mean)),
    whole: whole.map(([{ seed }]) => seed),
    values: whole.map(mean),
    tasks: groupBy(values, ({ task }) => [task]).map((group) => ({ task: group[0].task, mean: mean(group) })),
    missing: [...new Set(lacks)],
  };
}

interface Unit {
  readonly task: string;
  readonly seed: number;
  readonly rows: readonly ScoreRow[];
}

/** Every task with every seed; a task and seed without rows has none. */
function unitsOf(rows: readonly ScoreRow[]): Unit[] {
  const [tasks, seeds] = (['task', 'seed'] as const).map((column) => groupBy(rows, (row) => [row[column]]));
  return tasks.flatMap((ofTask) =>
    seeds.map(([{ seed }]) => ({
      task: ofTask[0].task,
      seed,
      rows: ofTask.filter((row) => row.seed === seed),
    })),
  );
}

/** "seed 3 of sweet on mrpc is missing" */
function lackOf({ task, seed, rows }: Unit, term: Term, all: readonly ScoreRow[]): string {
  if (!all.some((row) => isOfArm(row, term))) return `no runs of ${armText(term)}`;
  const name = `seed ${seed} of ${armText(term)} on ${task}`;
  return rows.some((row) => isOfArm(row, term)) ? `${name} has no score at ${term.x}` : `${name} is missing`;
}

function onlyRow(rows: readonly ScoreRow[], term: Term): ScoreRow | undefined {
  const [found, another] = rows.filter((row) => Math.abs(row.x - term.x) < 1e-9 && isOfArm(row, term));
  if (!another) return found;
  throw new LabError(
    `expected one score of ${armText(term)} at ${term.x} on ${found.task}, seed ${found.seed}; got ` +
      `${armText(found)} and ${armText(another)}: say which`,
  );
}
