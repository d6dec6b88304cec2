/** Tensors by name that are read on request, from disk or memory, whatever the format of the file. */
import { LabError } from '../errors';
import { shown } from '../shown';
import { floatsFromBfloat, floatsFromHalf } from './half';
import { type NumberType, sizeOf } from './safetensors-header';

/** The elements of a tensor, row-major. */
export interface StoredTensor<Data> {
  readonly shape: readonly number[];
  readonly data: Data;
}

/** Rows of a tensor's first axis, from `first` (included) to `end` (excluded). */
export interface Rows {
  readonly first: number;
  readonly end: number;
}

/** Tensors by name. Their data is read on request. */
export interface TensorFile {
  /** The file, or the index of its shards. */
  readonly file: string;
  /** In the order of the file. */
  readonly names: readonly string[];
  has(name: string): boolean;
  shape(name: string): readonly number[];
  type(name: string): NumberType;
  /** A tensor of type F32, F16 or BF16, or some of its rows. */
  floats(name: string, rows?: Rows): StoredTensor<Float32Array>;
  /** A tensor of type I64 or I32, or some of its rows. Its values must fit into 32 bits. */
  integers(name: string, rows?: Rows): StoredTensor<Int32Array>;
}

/** A tensor in a file. */
export interface StoredEntry {
  readonly type: NumberType;
  readonly shape: readonly number[];
  /** The elements, row-major and little-endian, or those of some rows. The rows are within the shape. */
  bytes(rows: Rows | undefined): ArrayBuffer;
}

/** The tensors of a file from its entries. */
export function tensorFile(file: string, entries: ReadonlyMap<string, StoredEntry>): TensorFile {
  const entry = (name: string) => entries.get(name) ?? refuseMissing(file, name, [...entries.keys()]);
  const read = (name: string, rows: Rows | undefined) => {
    const { type, shape, bytes } = entry(name);
    if (rows) checkRows(`${file}: tensor '${shown(name)}'`, shape, rows);
    const found = rows ? [rows.end - rows.first, ...shape.slice(1)] : shape;
    return { type, shape: found, buffer: bytes(rows) };
  };
  return {
    file,
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    shape: (name) => entry(name).shape,
    type: (name) => entry(name).type,
    floats(name, rows) {
      const { type, shape, buffer } = read(name, rows);
      return { shape, data: floatsOf(type, buffer) ?? refuseType(file, name, 'F32, F16 or BF16', type) };
    },
    integers(name, rows) {
      const { type, shape, buffer } = read(name, rows);
      const values = integersOf(type, buffer) ?? refuseType(file, name, 'I64 or I32', type);
      return { shape, data: fitting(`${file}: tensor '${shown(name)}'`, values) };
    },
  };
}

/** The number of elements from the start of one row to the start of the next, in row-major order. */
export const rowSize = (shape: readonly number[]): number => sizeOf(shape.slice(1));

function checkRows(where: string, shape: readonly number[], { first, end }: Rows): void {
  if (shape.length > 0 && first >= 0 && first <= end && end <= shape[0]) return;
  throw new LabError(`${where}: expected rows within [${shape.join(', ')}], got ${first} to ${end}`);
}

function floatsOf(type: NumberType, buffer: ArrayBuffer): Float32Array | null {
  if (type === 'F32') return new Float32Array(buffer);
  if (type === 'F16') return floatsFromHalf(new Uint16Array(buffer));
  if (type === 'BF16') return floatsFromBfloat(new Uint16Array(buffer));
  return null;
}

function integersOf(type: NumberType, buffer: ArrayBuffer): Int32Array | BigInt64Array | null {
  if (type === 'I32') return new Int32Array(buffer);
  if (type === 'I64') return new BigInt64Array(buffer);
  return null;
}

function fitting(where: string, values: Int32Array | BigInt64Array): Int32Array {
  if (values instanceof Int32Array) return values;
  const large = values.find((value) => BigInt.asIntN(32, value) !== value);
  if (large !== undefined) throw new LabError(`${where}: expected integers of 32 bits, got ${large}`);
  return Int32Array.from(values, Number);
}

function refuseMissing(file: string, name: string, names: readonly string[]): never {
  const last = name.split('.').slice(-2).join('.');
  const close = names.filter((other) => other.endsWith(last) || other.includes(name)).slice(0, 3);
  const some =
    close.length > 0 ? `close to it: ${close.join(', ')}` : `it has ${names.slice(0, 5).join(', ')}, ...`;
  throw new LabError(`${file}: expected a tensor '${shown(name)}', found none; ${shown(some, 300)}`);
}

function refuseType(file: string, name: string, expected: string, got: NumberType): never {
  throw new LabError(`${file}: expected tensor '${shown(name)}' to be ${expected}, got ${got}`);
}
