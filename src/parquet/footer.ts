/** The footer of a parquet file: its columns, and where their values are. */
import { shown } from '../shown';
import { MOST_ROWS } from '../table';
import { Cursor, Malformed } from './cursor';
import { count, readStruct, type Struct, struct, structs } from './thrift';

/** The physical types that are read, by their number in the file. */
const types = { 0: 'BOOLEAN', 1: 'INT32', 2: 'INT64', 4: 'FLOAT', 5: 'DOUBLE', 6: 'BYTE_ARRAY' } as const;

export type PhysicalType = (typeof types)[keyof typeof types];

/** A column of the file. One that cannot be read says why. */
export interface Column {
  readonly name: string;
  readonly type: PhysicalType;
  /** Cells may be missing. */
  readonly optional: boolean;
  /** Whole numbers without a sign. */
  readonly unsigned: boolean;
  /** The place among the columns of a row group. */
  readonly leaf: number;
  readonly refused?: string;
}

/** The values of a column in a row group: bytes of the file, from `start` on. */
export interface Chunk {
  readonly start: number;
  readonly bytes: number;
  readonly codec: number;
}

export interface RowGroup {
  readonly rows: number;
  /** By the `leaf` of a column. */
  chunkOf(column: Column): Chunk;
}

export interface Footer {
  readonly columns: readonly Column[];
  readonly groups: readonly RowGroup[];
}

/** Interprets the bytes of a footer that begins at `start` in its file. Throws Malformed. */
export function readFooter(bytes: Buffer, start: number): Footer {
  const footer = readStruct(new Cursor(bytes));
  const columns = columnsOf(structs(footer[2], 'columns'));
  const groups = structs(footer[4], 'row groups').map((group) => groupOf(group, start));
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  if (rows > MOST_ROWS) throw new Malformed(`${rows} rows, more than the ${MOST_ROWS} that are read`);
  return { columns, groups };
}

/** The columns at the top. The list has every element of the tree, a parent before its children. */
function columnsOf(elements: readonly Struct[]): Column[] {
  let [at, leaf] = [1, 0];
  const childrenOf = (element: Struct) =>
    element[5] === undefined ? 0 : count(element, 5, 'a number of children');
  const pass = (element: Struct, depth: number): void => {
    if (depth > 64) throw new Malformed('columns deeper than 64');
    const children = childrenOf(element);
    if (children === 0) leaf++;
    for (let i = 0; i < children; i++) pass(next(), depth + 1);
  };
  const next = (): Struct => {
    if (at >= elements.length) throw new Malformed('fewer columns than the file says');
    return elements[at++];
  };
  if (elements.length === 0) throw new Malformed('no columns');
  return Array.from({ length: Math.min(childrenOf(elements[0]), elements.length) }, () => {
    const element = next();
    const column = columnOf(element, leaf, childrenOf(element) > 0);
    pass(element, 0);
    return column;
  });
}

const names = {
  2: 'maps',
  3: 'lists',
  5: 'decimal numbers',
  6: 'dates',
  7: 'times',
  8: 'times',
  12: 'JSON',
  13: 'BSON',
};

function columnOf(element: Struct, leaf: number, hasChildren: boolean): Column {
  const name = element[4];
  if (!(name instanceof Buffer)) throw new Malformed('a column without a name');
  const type = types[element[1] as keyof typeof types];
  const logical =
    element[10] === undefined ? [] : Object.keys(struct(element[10], 'a kind of column')).map(Number);
  const other = logical.find((kind) => ![1, 4, 10, 11].includes(kind));
  // The older way to say the kind: 0 UTF8, 4 ENUM, 11 to 18 whole numbers, 11 to 14 of them without a sign.
  const converted = typeof element[6] === 'number' ? element[6] : 0;
  const isPlain = converted === 0 || converted === 4 || (converted >= 11 && converted <= 18);
  const refused =
    hasChildren || element[3] === 2
      ? 'lists or structs'
      : other !== undefined || !isPlain || !type
        ? (names[other as keyof typeof names] ?? 'values of a kind that is not read')
        : undefined;
  return {
    ...{ name: name.toString('utf8'), type, leaf, refused },
    optional: element[3] === 1,
    unsigned: converted >= 11 && converted <= 14,
  };
}

function groupOf(group: Struct, footerStart: number): RowGroup {
  const rows = count(group, 3, 'a number of rows');
  const chunks = structs(group[1], 'column chunks');
  return {
    rows,
    chunkOf(column) {
      const chunk = chunks[column.leaf];
      if (!chunk || chunk[1] !== undefined || chunk[8] !== undefined || chunk[9] !== undefined)
        throw new Malformed(`a column '${shown(column.name)}' whose values are elsewhere or encrypted`);
      const meta = struct(chunk[3], 'place of a column');
      const values = count(meta, 5, 'a number of values');
      if (values !== rows) throw new Malformed(`${values} values in ${rows} rows`);
      const first = count(meta, 9, 'the place of a page');
      const dictionary = meta[11] === undefined ? 0 : count(meta, 11, 'the place of a dictionary');
      const start = dictionary > 0 && dictionary < first ? dictionary : first;
      const bytes = count(meta, 7, 'a size of');
      if (start + bytes > footerStart) throw new Malformed(`values that end at byte ${start + bytes}`);
      return { start, bytes, codec: count(meta, 4, 'the compression') };
    },
  };
}
