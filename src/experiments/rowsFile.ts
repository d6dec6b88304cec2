/** Measured rows among the records that ship, one row on a line. */
import { existsSync } from 'node:fs';
import { LabError } from '../errors';
import { writeAtomically } from '../files';
import { readJsonObject } from '../json';

/** The rows of a file. */
export interface RowsOf<Row> {
  readonly what: string;
  /** Their fields, as an error message lists them. */
  readonly fields: string;
  is(row: unknown): row is Row;
}

/** The rows of a file; empty if the file is missing. Throws LabError if it is damaged. */
export function readRows<Row>(file: string, { what, fields, is }: RowsOf<Row>): Row[] {
  if (!existsSync(file)) return [];
  const { rows } = readJsonObject(file, what);
  if (Array.isArray(rows) && rows.every(is)) return rows;
  throw new LabError(`${file}: expected "rows" of ${fields}; remove it and pack the records again`);
}

export function writeRows(file: string, rows: readonly object[]): void {
  const lines = rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n');
  writeAtomically(file, [`{\n "rows": [\n${lines}\n ]\n}\n`]);
}
