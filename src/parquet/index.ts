/** Reads parquet files: texts, numbers and truth values at the top of the schema. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { LabError } from '../errors';
import { codeOf } from '../files';
import { refuseForeign } from '../foreign';
import { shown } from '../shown';
import { placesOf, type TableRow } from '../table';
import { Malformed } from './cursor';
import { type Column, type Footer, readFooter } from './footer';
import { readChunk } from './pages';

const MAGIC = Buffer.from('PAR1');

/** The length of the footer, and MAGIC. */
const END = 8;

/** The largest footer, in bytes. */
const LARGEST_FOOTER = 1 << 26;

/**
 * Parquet, one row group at a time. Texts may be dictionary-encoded; pages may be packed with Snappy, gzip, Brotli or
 * (from Node 22.15 on) Zstandard. Every length in the file is compared with what is there before memory is taken for
 * it. Throws LabError for a file that is damaged, and for a column of lists, structs, dates or decimal numbers.
 */
export async function* readParquet(file: string, wanted: readonly string[]): AsyncIterable<TableRow> {
  const source = opened(file);
  try {
    const { columns, groups } = explained(file, () => footerOf(source, file));
    const names = columns.map(({ name }) => name);
    const chosen = placesOf(wanted, names, file).map((at) => readable(columns[at], file));
    let number = 0;
    for (const group of groups) {
      const cells = explained(file, () =>
        chosen.map((column) => {
          const { start, bytes, codec } = group.chunkOf(column);
          return readChunk(bytesOf(source, start, bytes), column, codec, group.rows);
        }),
      );
      for (let row = 0; row < group.rows; row++)
        yield { number: ++number, cells: cells.map((column) => column[row]) };
    }
  } finally {
    closeSync(source);
  }
}

function opened(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    throw new LabError(`expected a parquet file at ${file}, but it cannot be read (${codeOf(error)})`);
  }
}

/** The result of `read`. What is malformed becomes an error that names the file. */
function explained<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new LabError(`${file}: expected a parquet file that can be read, got ${shown(error.message, 200)}`);
  }
}

function footerOf(source: number, file: string): Footer {
  const { size } = fstatSync(source);
  refuseForeign(file, 'a parquet file', bytesOf(source, 0, Math.min(size, 512)));
  const tail = size < MAGIC.length + END ? Buffer.alloc(END) : bytesOf(source, size - END, END);
  if (!tail.subarray(4).equals(MAGIC)) throw new Malformed(`a file that does not end in ${MAGIC}`);
  const length = tail.readUInt32LE();
  const start = size - END - length;
  if (start < MAGIC.length || length > LARGEST_FOOTER) throw new Malformed(`a footer of ${length} bytes`);
  return readFooter(bytesOf(source, start, length), start);
}

function readable(column: Column, file: string): Column {
  if (column.refused === undefined) return column;
  throw new LabError(
    `${file}: expected the column '${shown(column.name)}' to hold texts or numbers, it holds ${column.refused}`,
  );
}

/** Bytes of the file. The caller has compared their number with the size of the file. */
function bytesOf(source: number, start: number, count: number): Buffer {
  if (count >= 2 ** 31)
    throw new Malformed(`a row group with ${count} bytes in a column; write smaller row groups`);
  const bytes = Buffer.alloc(count);
  for (let done = 0; done < count; ) {
    const read = readSync(source, bytes, done, count - done, start + done);
    if (read === 0) throw new Malformed('a file that became shorter');
    done += read;
  }
  return bytes;
}
