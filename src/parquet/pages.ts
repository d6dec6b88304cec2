/** The values of a column in a row group, page by page. */
import { unpacked } from './codecs';
import { Cursor, Malformed } from './cursor';
import type { Column } from './footer';
import { count, readStruct, type Struct, struct } from './thrift';
import { readPlain, readRuns, type Value } from './values';

const [DATA, INDEX, DICTIONARY, DATA_V2] = [0, 1, 2, 3];
const [PLAIN, PLAIN_DICTIONARY, RLE, RLE_DICTIONARY] = [0, 2, 3, 8];

/** The names of encodings that are not read. */
const encodings: { readonly [encoding: number]: string } = {
  4: 'BIT_PACKED',
  5: 'DELTA_BINARY_PACKED',
  6: 'DELTA_LENGTH_BYTE_ARRAY',
  7: 'DELTA_BYTE_ARRAY',
  9: 'BYTE_STREAM_SPLIT',
};

/** A page without its header: levels and values unpacked. */
interface Page {
  readonly rows: number;
  readonly encoding: number;
  /** For each row whether a value is there; null if all are. */
  readonly levels: Int32Array | null;
  readonly values: Cursor;
}

/** The `rows` values of a chunk; null where a value is missing. Throws Malformed. */
export function readChunk(bytes: Buffer, column: Column, codec: number, rows: number): (Value | null)[] {
  const cursor = new Cursor(bytes);
  const all: (Value | null)[] = [];
  let dictionary: readonly Value[] = [];
  while (all.length < rows) {
    const header = readStruct(cursor);
    const type = count(header, 1, 'a page of the type');
    const packed = cursor.take(count(header, 3, 'a page of the size'));
    const read = { column, codec, left: rows - all.length };
    if (type === DICTIONARY) dictionary = readDictionary(header, packed, read);
    else if (type === DATA) addRows(all, pageOf(header, packed, read), column, dictionary);
    else if (type === DATA_V2) addRows(all, pageOfV2(header, packed, read), column, dictionary);
    else if (type !== INDEX) throw new Malformed(`a page of the type ${type}`);
  }
  return all;
}

/** What is known of a page before its header: its column, and how many rows are left for it. */
interface Read {
  readonly column: Column;
  readonly codec: number;
  readonly left: number;
}

const sizeOf = (header: Struct): number => count(header, 2, 'a page of the unpacked size');

function readDictionary(header: Struct, packed: Buffer, { column, codec }: Read): Value[] {
  const page = unpacked(packed, sizeOf(header), codec);
  const values = count(struct(header[7], 'header of a dictionary'), 1, 'a dictionary of the size');
  return readPlain(new Cursor(page), column, values);
}

function pageOf(header: Struct, packed: Buffer, { column, codec, left }: Read): Page {
  const told = struct(header[5], 'header of a page');
  const rows = rowsOf(told, left);
  const values = new Cursor(unpacked(packed, sizeOf(header), codec));
  if (!column.optional) return { rows, encoding: encodingOf(told, 2), levels: null, values };
  if (encodingOf(told, 3) !== RLE) throw new Malformed('levels in the encoding BIT_PACKED');
  const levels = readRuns(new Cursor(values.take(values.uint32())), 1, rows);
  return { rows, encoding: encodingOf(told, 2), levels, values };
}

/** The second form of a page: its levels come first and are not packed. */
function pageOfV2(header: Struct, packed: Buffer, { column, codec, left }: Read): Page {
  const told = struct(header[8], 'header of a page');
  const rows = rowsOf(told, left);
  const all = new Cursor(packed);
  const repeats = all.take(count(told, 6, 'repetition levels of the size'));
  const bytes = all.take(count(told, 5, 'levels of the size'));
  const size = sizeOf(header) - repeats.length - bytes.length;
  if (size < 0) throw new Malformed(`a page of ${size} bytes`);
  const rest = all.take(all.left);
  const values = new Cursor(told[7] === false ? rest : unpacked(rest, size, codec));
  const levels = column.optional ? readRuns(new Cursor(bytes), 1, rows) : null;
  return { rows, encoding: encodingOf(told, 4), levels, values };
}

function rowsOf(told: Struct, left: number): number {
  const rows = count(told, 1, 'a page with the number of rows');
  if (rows > left) throw new Malformed(`a page of ${rows} rows where ${left} are left`);
  return rows;
}

const encodingOf = (told: Struct, field: number): number => count(told, field, 'the encoding');

function addRows(
  all: (Value | null)[],
  { rows, encoding, levels, values }: Page,
  column: Column,
  dictionary: readonly Value[],
): void {
  const there = levels ? levels.reduce((sum, level) => sum + level, 0) : rows;
  const found = there === 0 ? [] : valuesOf(values, there, encoding, column, dictionary);
  let next = 0;
  for (let row = 0; row < rows; row++) all.push(levels && levels[row] === 0 ? null : found[next++]);
}

function valuesOf(
  values: Cursor,
  there: number,
  encoding: number,
  column: Column,
  dictionary: readonly Value[],
): Value[] {
  if (encoding === PLAIN) return readPlain(values, column, there);
  if (encoding === RLE && column.type === 'BOOLEAN')
    return Array.from(readRuns(new Cursor(values.take(values.uint32())), 1, there), (bit) => bit === 1);
  if (encoding !== PLAIN_DICTIONARY && encoding !== RLE_DICTIONARY)
    throw new Malformed(`the encoding ${encodings[encoding] ?? encoding}; write the file without it`);
  const places = readRuns(values, values.byte(), there);
  return Array.from(places, (at) => {
    if (at < dictionary.length) return dictionary[at];
    throw new Malformed(`the value ${at} of a dictionary of ${dictionary.length}`);
  });
}
