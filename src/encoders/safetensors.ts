import { fstatSync, readSync } from 'node:fs';
import { LabError } from '../errors';
import { codeOf, withFile } from '../files';
import { HEAD_BYTES, refuseForeign } from '../foreign';
import { decodeText } from '../utf8';
import { floatsFromBfloat, floatsFromHalf } from './half';
import { bytesOfType, type NumberType, parseHeader, sizeOf, type TensorEntry } from './safetensors-header';

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

/** Tensors by name. Their data is read from disk on request. */
export interface TensorFile {
  readonly file: string;
  /** In the order of their bytes. */
  readonly names: readonly string[];
  readonly metadata: { readonly [key: string]: string };
  has(name: string): boolean;
  shape(name: string): readonly number[];
  /** A tensor of type F32, F16 or BF16, or some of its rows. */
  floats(name: string, rows?: Rows): StoredTensor<Float32Array>;
  /** A tensor of type I64 or I32, or some of its rows. Its values must fit into 32 bits. */
  integers(name: string, rows?: Rows): StoredTensor<Int32Array>;
}

const LENGTH_BYTES = 8;
const LARGEST_HEADER = 100_000_000;

/** Opens a safetensors file. Throws LabError if the header does not describe the bytes of the file exactly. */
export function openSafetensors(file: string): TensorFile {
  const { entries, metadata, start } = explained(file, () =>
    withFile(file, 'r', (fd) => readHeader(file, fd)),
  );
  const entry = (name: string) => entries.get(name) ?? refuseMissing(file, name, [...entries.keys()]);
  const read = (name: string, rows: Rows | undefined) => {
    const part = partOf(`${file}: tensor '${name}'`, entry(name), rows);
    const buffer = explained(file, () =>
      withFile(file, 'r', (fd) => readBytes(file, fd, start + part.begin, part.end - part.begin)),
    );
    return { ...part, buffer };
  };
  return {
    file,
    names: [...entries.keys()],
    metadata,
    has: (name) => entries.has(name),
    shape: (name) => entry(name).shape,
    floats(name, rows) {
      const { type, shape, buffer } = read(name, rows);
      return { shape, data: floatsOf(type, buffer) ?? refuseType(file, name, 'F32, F16 or BF16', type) };
    },
    integers(name, rows) {
      const { type, shape, buffer } = read(name, rows);
      const values = integersOf(type, buffer) ?? refuseType(file, name, 'I64 or I32', type);
      return { shape, data: fitting(`${file}: tensor '${name}'`, values) };
    },
  };
}

function readHeader(file: string, fd: number) {
  const size = fstatSync(fd).size;
  refuseForeign(
    file,
    'tensors in safetensors',
    new Uint8Array(readBytes(file, fd, 0, Math.min(size, HEAD_BYTES))),
  );
  if (size < LENGTH_BYTES) throw new LabError(`${file}: expected a safetensors file, got ${size} bytes`);
  const length = new DataView(readBytes(file, fd, 0, LENGTH_BYTES)).getBigUint64(0, true);
  if (length > LARGEST_HEADER || Number(length) > size - LENGTH_BYTES) {
    throw new LabError(
      `${file}: its header claims ${length} bytes, but the file has ${size}; it is truncated or not a safetensors file`,
    );
  }
  const start = LENGTH_BYTES + Number(length);
  const text = decodeText(Buffer.from(readBytes(file, fd, LENGTH_BYTES, Number(length))), file);
  return { ...parseHeader(file, text, size - start), start };
}

/** Reads all of these bytes into a new buffer. */
function readBytes(file: string, fd: number, position: number, length: number): ArrayBuffer {
  const buffer = new ArrayBuffer(length);
  for (let done = 0; done < length; ) {
    const got = readSync(fd, new Uint8Array(buffer), done, Math.min(length - done, 2 ** 30), position + done);
    if (got === 0)
      throw new LabError(`${file}: expected ${length} bytes at ${position}, the file ends after ${done}`);
    done += got;
  }
  return buffer;
}

function partOf(where: string, entry: TensorEntry, rows: Rows | undefined): TensorEntry {
  if (!rows) return entry;
  const { type, shape, begin } = entry;
  const { first, end } = rows;
  if (!(shape.length > 0 && first >= 0 && first <= end && end <= shape[0])) {
    throw new LabError(`${where}: expected rows within [${shape.join(', ')}], got ${first} to ${end}`);
  }
  const rowBytes = sizeOf(shape.slice(1)) * bytesOfType[type];
  return {
    type,
    shape: [end - first, ...shape.slice(1)],
    begin: begin + first * rowBytes,
    end: begin + end * rowBytes,
  };
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
  throw new LabError(`${file}: expected a tensor '${name}', found none; ${some}`);
}

function refuseType(file: string, name: string, expected: string, got: NumberType): never {
  throw new LabError(`${file}: expected tensor '${name}' to be ${expected}, got ${got}`);
}

function explained<T>(file: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new LabError(`expected a safetensors file at ${file}, but it cannot be read (${codeOf(error)})`);
  }
}
