/** Measured rows among the records that ship, a row a line. */
import { existsSync } from 'node:fs';
import { LabError } from '../errors';
import { writeAtomically } from '../files';
import { readJsonObject } from '../json';

/** What rows of a file are. */
export interface RowsOf<Row> {
  readonly what: string;
  /** Their fields, for people. */
  readonly fields: string;
  is(row: unknown): row is Row;
}

/** The rows of a file, none where it is absent. Throws LabError where it is damaged. */
export function readRows<Row>(file: string, { what, fields, is }: RowsOf<Row>): Row[] {
  if (!existsSync(file)) return [];
  const { rows } = readJsonObject(file, what);
  if (Array.isArray(rows) && rows.every(is)) return rows;
  throw new LabError(`${file}: expected "rows" of ${fields}`);
}

export function writeRows(file: string, rows: readonly object[]): void {
  const lines = rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n');
  writeAtomically(file, [`{\n "rows": [\n${lines}\n ]\n}\n`]);
}
