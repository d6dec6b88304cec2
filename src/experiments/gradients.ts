/** Measured gradients of a profile: from its runs, or from the records that ship. */
import { join } from 'node:path';
import type { RunRecord } from '../types';
import { type ConflictStep, isConflictStep, readConflict } from './conflictFile';
import { type RowsOf, readRows, writeRows } from './rowsFile';

const fileOf = (records: string): string => join(records, 'gradients.json');

const gradients: RowsOf<ConflictStep> = {
  what: 'the measured gradients',
  fields: 'run, method, task, seed, step, batch, size, block, first, second, cosine, itself and rows',
  is: isConflictStep,
};

/**
 * The measurements along the runs found (SWEET Fig. 3 and 9): beside the record of a run or, if there are none, in the
 * folder `records`. Throws LabError if the file there is damaged.
 */
export function gradientRows(found: readonly RunRecord[], records: string): ConflictStep[] {
  const packed = readRows(fileOf(records), gradients);
  return found.flatMap(({ id, folder }) => readConflict(folder) ?? packed.filter(({ run }) => run === id));
}

/** Writes the measurements of some runs into the records that ship, with those that are already there. */
export function packGradients(found: readonly RunRecord[], records: string): void {
  const rows = gradientRows(found, records);
  if (rows.length > 0) writeGradientRows(rows, records);
}

export const writeGradientRows = (rows: readonly ConflictStep[], records: string): void =>
  writeRows(fileOf(records), rows);
