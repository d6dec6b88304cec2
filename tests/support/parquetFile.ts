/** Parquet files as pyarrow writes them at their plainest: one row group, a page for each column, not compressed. */

export type Cell = string | number;

/** A column whose every cell is there, with its physical type. */
export interface ParquetColumn {
  readonly name: string;
  readonly type: 'INT32' | 'INT64' | 'FLOAT' | 'BYTE_ARRAY';
  readonly cells: readonly Cell[];
}

const types = { INT32: 1, INT64: 2, FLOAT: 4, BYTE_ARRAY: 6 } as const;
const [I32, I64, BINARY, LIST, STRUCT] = [5, 6, 8, 9, 12];
const [PLAIN, RLE, UTF8, DATA_PAGE, UNCOMPRESSED, REQUIRED] = [0, 3, 0, 0, 0, 0];

/** A value of Thrift's compact protocol. */
interface Value {
  readonly type: number;
  readonly bytes: readonly number[];
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

const i32 = (value: number): Value => ({ type: I32, bytes: varint(2 * value) });
const i64 = (value: number): Value => ({ type: I64, bytes: varint(2 * value) });
const text = (value: string): Value => {
  const bytes = Buffer.from(value);
  return { type: BINARY, bytes: [...varint(bytes.length), ...bytes] };
};

const list = (type: number, values: readonly Value[]): Value => ({
  type: LIST,
  bytes: [0xf0 | type, ...varint(values.length), ...values.flatMap(({ bytes }) => bytes)],
});

/** A struct by the numbers of its fields, which are less than 16 apart. */
function struct(fields: { readonly [field: number]: Value | undefined }): Value {
  const bytes: number[] = [];
  let last = 0;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    bytes.push(((Number(name) - last) << 4) | value.type, ...value.bytes);
    last = Number(name);
  }
  return { type: STRUCT, bytes: [...bytes, 0] };
}

function plain({ type, cells }: ParquetColumn): Buffer {
  const bytesOf = (cell: Cell): Buffer => {
    if (type === 'BYTE_ARRAY') {
      const bytes = Buffer.from(`${cell}`);
      return Buffer.concat([Buffer.from(Uint32Array.of(bytes.length).buffer), bytes]);
    }
    if (type === 'INT64') return Buffer.from(BigInt64Array.of(BigInt(cell)).buffer);
    return Buffer.from((type === 'FLOAT' ? Float32Array : Int32Array).of(Number(cell)).buffer);
  };
  return Buffer.concat(cells.map(bytesOf));
}

function pageOf(column: ParquetColumn): Buffer {
  const values = plain(column);
  const told = struct({ 1: i32(column.cells.length), 2: i32(PLAIN), 3: i32(RLE), 4: i32(RLE) });
  const sizes = { 2: i32(values.length), 3: i32(values.length) };
  return Buffer.concat([Buffer.from(struct({ 1: i32(DATA_PAGE), ...sizes, 5: told }).bytes), values]);
}

/** The bytes of a file with these columns, which are of one length. */
export function parquetFile(columns: readonly ParquetColumn[]): Buffer {
  const rows = columns[0].cells.length;
  const pages = columns.map(pageOf);
  const startOf = (c: number) => 4 + pages.slice(0, c).reduce((sum, page) => sum + page.length, 0);
  const chunks = columns.map(({ name, type, cells }, c) => {
    const about = {
      1: i32(types[type]),
      2: list(I32, [i32(PLAIN), i32(RLE)]),
      3: list(BINARY, [text(name)]),
    };
    const size = i64(pages[c].length);
    const where = { 5: i64(cells.length), 6: size, 7: size, 9: i64(startOf(c)) };
    return struct({ 2: i64(startOf(c)), 3: struct({ ...about, 4: i32(UNCOMPRESSED), ...where }) });
  });
  const group = struct({ 1: list(STRUCT, chunks), 2: i64(startOf(columns.length) - 4), 3: i64(rows) });
  const elements = columns.map(({ name, type }) =>
    struct({
      ...{ 1: i32(types[type]), 3: i32(REQUIRED), 4: text(name) },
      6: type === 'BYTE_ARRAY' ? i32(UTF8) : undefined,
    }),
  );
  const schema = list(STRUCT, [struct({ 4: text('schema'), 5: i32(columns.length) }), ...elements]);
  const footer = struct({ 1: i32(2), 2: schema, 3: i64(rows), 4: list(STRUCT, [group]) });
  const magic = Buffer.from('PAR1');
  const length = Buffer.from(Uint32Array.of(footer.bytes.length).buffer);
  return Buffer.concat([magic, ...pages, Buffer.from(footer.bytes), length, magic]);
}
