/** The formats of data files, by the ending of the name. */
import { basename } from 'node:path';
import { LabError } from '../errors';
import { readParquet } from '../parquet';
import type { ReadTable } from '../table';
import { readCsv } from './csv';
import { readJsonLines } from './jsonLines';
import { readTsv } from './tsv';

export const readers: { readonly [ending: string]: ReadTable } = {
  csv: readCsv,
  tsv: readTsv,
  jsonl: readJsonLines,
  ndjson: readJsonLines,
  parquet: readParquet,
};

const endingOf = (file: string): string => /\.([^.]*)$/.exec(basename(file))?.[1].toLowerCase() ?? '';

/** Whether the ending of the name is that of a data file. */
export const isTable = (file: string): boolean => Object.hasOwn(readers, endingOf(file));

/** The reader of a file. Throws LabError for a name with another ending. */
export function readerOf(file: string): ReadTable {
  if (isTable(file)) return readers[endingOf(file)];
  const endings = Object.keys(readers).map((ending) => `.${ending}`);
  throw new LabError(`${file}: expected a data file whose name ends in ${endings.join(', ')}`);
}
