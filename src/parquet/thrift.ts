/** Thrift's compact protocol, in which parquet writes its footer and the headers of its pages. */
import { type Cursor, Malformed } from './cursor';

export type Thrift = boolean | number | Buffer | readonly Thrift[] | Struct;

/** The values of a struct by the number of their field. */
export interface Struct {
  readonly [field: number]: Thrift | undefined;
}

/** Structs of parquet are at most this deep. */
const DEEPEST = 16;

const [TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, STRUCT] = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12,
];

export function readStruct(cursor: Cursor, depth = 0): Struct {
  if (depth > DEEPEST) throw new Malformed(`structs deeper than ${DEEPEST}`);
  const fields: { [field: number]: Thrift } = {};
  let field = 0;
  for (let head = cursor.byte(); head !== 0; head = cursor.byte()) {
    field = head >> 4 === 0 ? zigzag(cursor) : field + (head >> 4);
    fields[field] = readValue(cursor, head & 0x0f, depth);
  }
  return fields;
}

function readValue(cursor: Cursor, type: number, depth: number): Thrift {
  if (type === TRUE || type === FALSE) return type === TRUE;
  if (type === BYTE) return cursor.take(1).readInt8();
  if (type === I16 || type === I32 || type === I64) return zigzag(cursor);
  if (type === DOUBLE) return cursor.take(8).readDoubleLE();
  if (type === BINARY) return cursor.take(cursor.varint());
  if (type === LIST || type === SET) return readList(cursor, depth + 1);
  if (type === STRUCT) return readStruct(cursor, depth + 1);
  throw new Malformed(`a value of the type ${type}`);
}

function readList(cursor: Cursor, depth: number): Thrift[] {
  if (depth > DEEPEST) throw new Malformed(`lists deeper than ${DEEPEST}`);
  const head = cursor.byte();
  const count = head >> 4 === 15 ? cursor.varint() : head >> 4;
  if (count > cursor.left) throw new Malformed(`a list of ${count} values in ${cursor.left} bytes`);
  const type = head & 0x0f;
  const isFlag = type === TRUE || type === FALSE;
  return Array.from({ length: count }, () =>
    isFlag ? cursor.byte() === TRUE : readValue(cursor, type, depth),
  );
}

/** 0, -1, 1, -2, 2, ... */
function zigzag(cursor: Cursor): number {
  const value = cursor.varint();
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

/** A whole number of 0 or more. Throws Malformed, which names `what`, for anything else. */
export function count(struct: Struct, field: number, what: string): number {
  const value = struct[field];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new Malformed(`${what} ${value instanceof Buffer ? 'of bytes' : value}`);
}

export function struct(value: Thrift | undefined, what: string): Struct {
  if (typeof value === 'object' && !Array.isArray(value) && !(value instanceof Buffer))
    return value as Struct;
  throw new Malformed(`no ${what}`);
}

export function structs(value: Thrift | undefined, what: string): Struct[] {
  if (Array.isArray(value)) return value.map((each) => struct(each, what));
  throw new Malformed(`no list of ${what}`);
}
