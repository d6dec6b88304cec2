/** Measured gradients of a profile: from its runs, or from the records that ship. */
import { join } from 'node:path';
import { isObject } from '../files';
import type { RunRecord } from '../types';
import { type ConflictStep, readConflict } from './conflictFile';
import { type RowsOf, readRows, writeRows } from './rowsFile';

const fileOf = (records: string): string => join(records, 'gradients.json');

const gradients: RowsOf<ConflictStep> = {
  what: 'the measured gradients',
  fields: 'method, task, seed, step, batch, block, first, second, cosine and rows',
  is: isConflictStep,
};

/**
 * The measurements along the runs found (SWEET Fig. 3 and 9). If no run has any, those of the folder `records`,
 * possibly none. Packed rows of other runs than those found are left out. Throws LabError if the file there is damaged.
 */
export function gradientRows(found: readonly RunRecord[], records: string): ConflictStep[] {
  const own = found.flatMap(({ folder }) => readConflict(folder) ?? []);
  if (own.length > 0) return own;
  const ids = found.map(({ id }) => id);
  return readRows(fileOf(records), gradients).filter(({ run }) => run === undefined || ids.includes(run));
}

/** Writes the measurements of some runs into the records that ship, with those that are already there. */
export function packGradients(found: readonly RunRecord[], records: string): void {
  const rows = gradientRows(found, records);
  if (rows.length > 0) writeGradientRows(rows, records);
}

export const writeGradientRows = (rows: readonly ConflictStep[], records: string): void =>
  writeRows(fileOf(records), rows);

function isConflictStep(row: unknown): row is ConflictStep {
  if (!isObject(row) || typeof row.method !== 'string' || typeof row.task !== 'string') return false;
  const numbers = ['seed', 'step', 'batch', 'block', 'first', 'second', 'rows'];
  const cosine = row.cosine === null || typeof row.cosine === 'number';
  const run = row.run === undefined || typeof row.run === 'string';
  return cosine && run && numbers.every((name) => typeof row[name] === 'number');
}
