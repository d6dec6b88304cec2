import { join } from 'node:path';
import { LabError } from '../errors';
import { isObject, readJsonObject } from '../files';
import { projectRoot } from '../paths';
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
  /** Scores in percent, learning rates as they are. */
  readonly value: number;
  readonly sd: number | null;
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

/** Published scores as rows of the lab's own figures, in fractions, under the group's name: `SWEET Table 1, BERT-base`. */
export function publishedScores(cells: readonly Published[], group: string): SummaryRow[] {
  return cells.map(({ method, exit, value, sd }) => ({
    method,
    task: group,
    x: exit ?? 0,
    n: 3,
    mean: value / 100,
    sd: sd === null ? null : sd / 100,
    low: null,
    high: null,
  }));
}

function isPublished(row: unknown): row is Published {
  return (
    isObject(row) &&
    typeof row.paper === 'string' &&
    typeof row.table === 'string' &&
    typeof row.value === 'number'
  );
}
