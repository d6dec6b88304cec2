import { fstatSync } from 'node:fs';
import { LabError } from '../errors';
import { withFile } from '../files';
import { HEAD_BYTES, refuseForeign } from '../foreign';
import { decodeText } from '../utf8';
import { explained, readBytes } from './readBytes';
import { bytesOfType, parseHeader, type TensorEntry } from './safetensors-header';
import { type Rows, rowSize, type StoredEntry, type TensorFile, tensorFile } from './tensorFile';

/** The tensors of a safetensors file, in the order of their bytes, and the texts in its header. */
export interface Safetensors extends TensorFile {
  readonly metadata: { readonly [key: string]: string };
}

const WHAT = 'a safetensors file';
const LENGTH_BYTES = 8;
const LARGEST_HEADER = 100_000_000;

/** Reads `length` bytes from a position of a file, on disk or in memory. */
type Read = (position: number, length: number) => ArrayBuffer;

/** Opens a safetensors file. Throws LabError if the header does not describe the bytes of the file exactly. */
export function openSafetensors(file: string): Safetensors {
  const opened = <T>(use: (fd: number) => T) => explained(file, WHAT, () => withFile(file, 'r', use));
  const reader = (fd: number) => (position: number, length: number) => readBytes(file, fd, position, length);
  const header = opened((fd) => readHeader(file, fstatSync(fd).size, reader(fd)));
  return tensorsOf(file, header, (position, length) => opened((fd) => reader(fd)(position, length)));
}

/** The tensors of a safetensors file that is in memory. Throws the errors of `openSafetensors`, which name `file`. */
export function safetensorsInMemory(file: string, bytes: Uint8Array): Safetensors {
  const read: Read = (position, length) => new Uint8Array(bytes.subarray(position, position + length)).buffer;
  return tensorsOf(file, readHeader(file, bytes.length, read), read);
}

function tensorsOf(
  file: string,
  { entries, metadata, start }: ReturnType<typeof readHeader>,
  read: Read,
): Safetensors {
  const stored = new Map([...entries].map(([name, entry]) => [name, storedEntry(read, start, entry)]));
  return { ...tensorFile(file, withTied(stored, metadata)), metadata };
}

/**
 * Tied parameters are one tensor with several names. The format's own library stores it once, and the metadata give
 * its name for each other name.
 */
function withTied(
  stored: Map<string, StoredEntry>,
  metadata: Safetensors['metadata'],
): ReadonlyMap<string, StoredEntry> {
  const others = Object.entries(metadata).flatMap(([name, kept]) => {
    const entry = stored.get(kept);
    return entry && !stored.has(name) ? [[name, entry] as const] : [];
  });
  return new Map([...stored, ...others]);
}

function storedEntry(read: Read, start: number, { type, shape, begin, end }: TensorEntry): StoredEntry {
  const rowBytes = rowSize(shape) * bytesOfType[type];
  const part = (rows: Rows | undefined) =>
    rows ? [begin + rows.first * rowBytes, begin + rows.end * rowBytes] : [begin, end];
  return {
    type,
    shape,
    bytes(rows) {
      const [from, to] = part(rows);
      return read(start + from, to - from);
    },
  };
}

function readHeader(file: string, size: number, read: Read) {
  refuseForeign(file, 'tensors in safetensors', new Uint8Array(read(0, Math.min(size, HEAD_BYTES))));
  if (size < LENGTH_BYTES) throw new LabError(`${file}: expected a safetensors file, got ${size} bytes`);
  const length = new DataView(read(0, LENGTH_BYTES)).getBigUint64(0, true);
  if (length > LARGEST_HEADER || Number(length) > size - LENGTH_BYTES) {
    throw new LabError(
      `${file}: its header claims ${length} bytes, but the file has ${size}; it is truncated or not a safetensors file`,
    );
  }
  const start = LENGTH_BYTES + Number(length);
  const text = decodeText(Buffer.from(read(LENGTH_BYTES, Number(length))), file);
  return { ...parseHeader(file, text, size - start), start };
}
