import { join } from 'node:path';
import { LabError } from '../errors';
import { isObject } from '../files';
import { readJsonObject } from '../json';
import { projectRoot } from '../paths';
import type { LearningRateRow } from './learningRates';
import type { SummaryRow } from './rows';

/** A number printed in a paper's table. Methods and tasks have the lab's names; `task` is `average` for a mean over all. */
export interface Published {
  readonly paper: string;
  readonly table: string;
  readonly model: string;
  readonly size: string;
  readonly method: string;
  readonly task: string;
  /** Depth of the exit, or null where the table has none. */
  readonly exit: number | null;
  /** Scores in percent, learning rates and numbers of parameters as they are. */
  readonly value: number;
  readonly sd: number | null;
  /** What a COSEE table scores by: a metric, or `mean` for that of accuracy and F1. */
  readonly metric?: string;
  /** COSEE Eq. 12, where the table has it. */
  readonly speedUp?: number;
}

/**
 * The published numbers whose cells equal all of `cell`: `published({ paper: 'SWEET', table: '1', size: 'BASE' })`.
 * Throws LabError where there is none.
 */
export function published(cell: Partial<Published>): Published[] {
  const file = join(projectRoot(), 'data', 'published.json');
  const { rows } = readJsonObject(file, 'the published numbers');
  const known: unknown[] = Array.isArray(rows) ? rows : [];
  const columns = Object.keys(cell) as (keyof Published)[];
  const found = known
    .filter(isPublished)
    .filter((row) => columns.every((column) => row[column] === cell[column]));
  if (found.length > 0) return found;
  throw new LabError(`expected published numbers with ${JSON.stringify(cell)}, found none in ${file}`);
}

/**
 * Published scores as rows of the lab's own figures, in fractions, under the group's name: `SWEET Table 1, BERT-base`. x is the exit,
 * or where the table has none the speed-up; n is the 3 seeds that SWEET's deviations are over, and 1 where a table has no deviation.
 * Throws LabError for a cell without either place.
 */
export function publishedScores(cells: readonly Published[], group: string): SummaryRow[] {
  return cells.map((cell) => {
    const { method, exit, speedUp, value, sd } = cell;
    const x = exit ?? speedUp;
    if (x === undefined)
      throw new LabError(`expected cells with an exit or a speed-up, got ${JSON.stringify(cell)}`);
    return {
      ...{ method, task: group, x },
      n: sd === null ? 1 : SWEET_SEEDS,
      mean: value / 100,
      sd: sd === null ? null : sd / 100,
      low: null,
      high: null,
    };
  });
}

const SWEET_SEEDS = 3;

/** One cell of a table of ours, in points of 0 to 100, beside the paper's. */
export interface BesideRow {
  readonly method: string;
  readonly task: string;
  readonly exit: number;
  readonly ours: number;
  readonly oursSd: number | null;
  /** The depth that the paper's cell is of: another where its exits are at other depths, which are paired in order. */
  readonly paperExit: number | null;
  readonly paper: number | null;
  readonly paperSd: number | null;
}

/**
 * Ours beside theirs, cell by cell: each of the rows with the published cell of its method and exit. Where the depths of
 * the exits are others, the first is beside the first and so on. Null where the paper has no such method, or fewer exits.
 */
export function besidePublished(rows: readonly SummaryRow[], cells: readonly Published[]): BesideRow[] {
  const ordered = (depths: readonly (number | null)[]) =>
    [...new Set(depths)].flatMap((depth) => depth ?? []).sort((a, b) => a - b);
  const [ours, theirs] = [ordered(rows.map(({ x }) => x)), ordered(cells.map(({ exit }) => exit))];
  return rows.map(({ method, task, x, mean, sd }) => {
    const paperExit = theirs[ours.indexOf(x)] ?? null;
    const cell = cells.find((one) => one.method === method && one.exit === paperExit);
    return {
      method,
      task,
      exit: x,
      ours: 100 * mean,
      oursSd: sd === null ? null : 100 * sd,
      paperExit,
      paper: cell?.value ?? null,
      paperSd: cell?.sd ?? null,
    };
  });
}

/** A chosen learning rate of ours beside the paper's. */
export interface RateBesideRow {
  readonly method: string;
  readonly task: string;
  readonly ours: number;
  /** The GLUE task whose form it has. */
  readonly paperTask: string | null;
  readonly paper: number | null;
}

/** The chosen learning rates beside published ones (SWEET Table 2), shipped tasks beside the GLUE task of their form. */
export function ratesBesidePublished(
  rows: readonly LearningRateRow[],
  cells: readonly Published[],
): RateBesideRow[] {
  return rows
    .filter(({ chosen }) => chosen)
    .map(({ method, task, learningRate }) => {
      const paperTask = glueForms[task] ?? (cells.some((cell) => cell.task === task) ? task : null);
      const cell = cells.find((one) => one.method === method && one.task === paperTask);
      return { method, task, ours: learningRate, paperTask, paper: cell?.value ?? null };
    });
}

/** The GLUE task that each shipped one has the form of. */
export const glueForms: { readonly [task: string]: string } = {
  sentiment: 'sst-2',
  paraphrase: 'mrpc',
  acceptability: 'cola',
  inference: 'mnli',
  'question-pairs': 'qqp',
  answers: 'qnli',
  entailment: 'rte',
};

function isPublished(row: unknown): row is Published {
  return (
    isObject(row) &&
    typeof row.paper === 'string' &&
    typeof row.table === 'string' &&
    typeof row.value === 'number'
  );
}
