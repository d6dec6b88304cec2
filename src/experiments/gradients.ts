/** Measured gradients of a profile: with the runs that they were measured along, or among the records that ship. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors';
import { isObject, readJsonObject, writeAtomically } from '../files';
import { type ConflictStep, readConflict } from './conflicts';
import type { StoredRuns } from './records';

const fileOf = (records: string): string => join(records, 'gradients.json');

/**
 * What was measured along the runs that were found (SWEET Fig. 3 and 9); where none has any, what ships in the folder `records`,
 * which may be nothing. Throws LabError where that file is damaged.
 */
export function gradientRows(found: StoredRuns['found'], records: string): ConflictStep[] {
  const own = found.flatMap(({ folder }) => readConflict(folder) ?? []);
  const file = fileOf(records);
  if (own.length > 0 || !existsSync(file)) return own;
  const { rows } = readJsonObject(file, 'the measured gradients');
  if (Array.isArray(rows) && rows.every(isConflictStep)) return rows;
  throw new LabError(
    `${file}: expected "rows" of method, task, seed, step, batch, block, first, second, cosine and rows`,
  );
}

/** Writes them to be shipped, a row a line. */
export function writeGradientRows(rows: readonly ConflictStep[], records: string): void {
  const lines = rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n');
  writeAtomically(fileOf(records), [`{\n "rows": [\n${lines}\n ]\n}\n`]);
}

function isConflictStep(row: unknown): row is ConflictStep {
  if (!isObject(row) || typeof row.method !== 'string' || typeof row.task !== 'string') return false;
  const numbers = ['seed', 'step', 'batch', 'block', 'first', 'second', 'rows'];
  const cosine = row.cosine === null || typeof row.cosine === 'number';
  return cosine && numbers.every((name) => typeof row[name] === 'number');
}
