import { join } from 'node:path';
import { LabError } from '../errors';
import { isObject } from '../files';
import { readJsonObject } from '../json';
import { projectRoot } from '../paths';
import { glueForms } from './glueForms';
import type { LearningRateRow } from './learningRates';
import type { SummaryRow } from './rows';

/** A number from a table of a paper, under the lab's names. The task of a mean over all tasks is `average`. */
export interface Published {
  readonly paper: string;
  readonly table: string;
  readonly model: string;
  readonly size: string;
  readonly method: string;
  readonly task: string;
  /** Depth of the exit; null if the table has no exits. */
  readonly exit: number | null;
  /** Scores in percent. Learning rates and numbers of parameters are unchanged. */
  readonly value: number;
  readonly sd: number | null;
  /** The score of a COSEE table: a metric, or `mean` for the mean of accuracy and F1. */
  readonly metric?: string;
  /** COSEE Eq. 12, if the table has it. */
  readonly speedUp?: number;
}

/**
 * The published numbers whose columns equal all of `cell`: `published({ paper: 'SWEET', table: '1', size: 'BASE' })`.
 * Throws LabError if there are none.
 */
export function published(cell: Partial<Published>): Published[] {
  const columns = Object.keys(cell) as (keyof Published)[];
  const found = everything().filter((row) => columns.every((column) => row[column] === cell[column]));
  if (found.length > 0) return found;
  throw new LabError(
    `expected published numbers with ${JSON.stringify(cell)}, found none in ${publishedFile()}`,
  );
}

const publishedFile = (): string => join(projectRoot(), 'data', 'published.json');

let known: readonly Published[] | undefined;

/** All published numbers; the file is read once in a process. */
function everything(): readonly Published[] {
  if (known) return known;
  const { rows } = readJsonObject(publishedFile(), 'the published numbers');
  known = (Array.isArray(rows) ? rows : []).filter(isPublished);
  return known;
}

/**
 * Published scores as rows for the lab's figures, as fractions, named by `group`: `SWEET Table 1, BERT-base`. x is the
 * exit or, without exits, the speed-up; throws LabError without both. n is 3 with a deviation (SWEET's seeds), else 1.
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

/** One of our scores, in points from 0 to 100, with the score of the paper. */
export interface BesideRow {
  readonly method: string;
  readonly task: string;
  readonly exit: number;
  readonly ours: number;
  readonly oursSd: number | null;
  /** The depth of the paper's cell. It can differ from ours: exits at other depths are paired in order. */
  readonly paperExit: number | null;
  readonly paper: number | null;
  readonly paperSd: number | null;
}

/**
 * Our scores and the paper's, cell by cell: each row with the published cell of its method and exit. Exits at other
 * depths are paired first with first, and so on, if there are as many as in the paper; else by their depth. The paper's
 * score is null for a method and for an exit that the paper does not have.
 */
export function besidePublished(rows: readonly SummaryRow[], cells: readonly Published[]): BesideRow[] {
  const ordered = (depths: readonly (number | null)[]) =>
    [...new Set(depths)].flatMap((depth) => depth ?? []).sort((a, b) => a - b);
  const [ours, theirs] = [ordered(rows.map(({ x }) => x)), ordered(cells.map(({ exit }) => exit))];
  const places = ours.length === theirs.length ? ours : theirs;
  return rows.map(({ method, task, x, mean, sd }) => {
    const paperExit = theirs[places.indexOf(x)] ?? null;
    const cell = cells.find((one) => one.method === method && one.exit === paperExit);
    return {
      ...{ method, task, exit: x },
      ours: 100 * mean,
      oursSd: sd === null ? null : 100 * sd,
      paperExit,
      paper: cell?.value ?? null,
      paperSd: cell?.sd ?? null,
    };
  });
}

/** A chosen learning rate of ours and of the paper. */
export interface RateBesideRow {
  readonly method: string;
  readonly task: string;
  readonly ours: number;
  /** The GLUE task that has the same form. */
  readonly paperTask: string | null;
  readonly paper: number | null;
}

/**
 * The chosen learning rates and the published ones (SWEET Table 2). A shipped task is paired with the GLUE task of
 * the same form.
 */
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

function isPublished(row: unknown): row is Published {
  return (
    isObject(row) &&
    typeof row.paper === 'string' &&
    typeof row.table === 'string' &&
    typeof row.value === 'number'
  );
}
