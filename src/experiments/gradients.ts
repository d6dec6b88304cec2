import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ConflictRow } from '../analysis/conflict';
import { LabError } from '../errors';
import { isObject, readJsonObject, writeAtomically } from '../files';
import type { Profile } from './profiles';
import { type Places, recordsFolder } from './records';

/** How far two exits agree about a block after some steps of a run, on one batch (SWEET Fig. 3 and 9). */
export interface GradientRow extends ConflictRow {
  readonly method: string;
  readonly task: string;
  readonly seed: number;
  readonly step: number;
  /** Which batch was looked at: 1 for Fig. 3, 2 for Fig. 9. */
  readonly batch: number;
}

const fileOf = (profile: Profile, { records = recordsFolder(profile) }: Places): string =>
  join(records, 'gradients.json');

/** The measurements that ship with a profile's records; none where there is no such file. Throws LabError where it is damaged. */
export function gradientRows(profile: Profile, places: Places = {}): GradientRow[] {
  const file = fileOf(profile, places);
  if (!existsSync(file)) return [];
  const { rows } = readJsonObject(file, 'the measured gradients');
  if (Array.isArray(rows) && rows.every(isGradientRow)) return rows;
  throw new LabError(
    `${file}: expected "rows" of method, task, seed, step, batch, block, first, second, cosine and rows`,
  );
}

/** Writes them, a row a line. */
export function writeGradientRows(profile: Profile, rows: readonly GradientRow[], places: Places = {}): void {
  const lines = rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n');
  writeAtomically(fileOf(profile, places), [`{\n "rows": [\n${lines}\n ]\n}\n`]);
}

function isGradientRow(row: unknown): row is GradientRow {
  if (!isObject(row) || typeof row.method !== 'string' || typeof row.task !== 'string') return false;
  const numbers = ['seed', 'step', 'batch', 'block', 'first', 'second', 'rows'];
  const cosine = row.cosine === null || typeof row.cosine === 'number';
  return cosine && numbers.every((name) => typeof row[name] === 'number');
}
