import { LabError } from '../errors';
import { writeAtomically } from '../files';
import { halfFromFloats } from './half';
import { type NumberType, sizeOf } from './safetensors-header';
import type { StoredTensor } from './tensorFile';

type Floats = 'F32' | 'F16';

export interface WriteOptions {
  /** The type of floats, for all tensors or by name: F32 is exact, F16 is rounded. */
  readonly floats?: Floats | ((name: string) => Floats);
  readonly metadata?: { readonly [key: string]: string };
}

/** The order of types in the format's own library. */
const typeOrder: readonly NumberType[] = ['F32', 'I32', 'F16'];

/** Tensors by name. */
interface Tensors {
  readonly [name: string]: StoredTensor<Float32Array | Int32Array>;
}

/** Writes tensors by name, as `safetensorsParts` does. The file is replaced atomically. */
export const writeSafetensors = (file: string, tensors: Tensors, options: WriteOptions = {}): void =>
  writeAtomically(file, safetensorsParts(tensors, options));

/**
 * A safetensors file in parts: floats as F32 or F16, integers as I32. The order is that of the format's own library (by
 * type, then by name), so equal tensors give equal bytes.
 */
export function safetensorsParts(tensors: Tensors, options: WriteOptions = {}): Uint8Array[] {
  const { floats = 'F32' } = options;
  const floatsOf = typeof floats === 'string' ? () => floats : floats;
  const stored = Object.entries(tensors)
    .map(([name, tensor]) => ({ name, ...encode(name, tensor, floatsOf(name)) }))
    .sort((a, b) => typeOrder.indexOf(a.type) - typeOrder.indexOf(b.type) || compare(a.name, b.name));
  const header: { [name: string]: unknown } = {};
  if (options.metadata) header.__metadata__ = options.metadata;
  let end = 0;
  for (const { name, type, shape, bytes } of stored) {
    header[name] = { dtype: type, shape, data_offsets: [end, end + bytes.length] };
    end += bytes.length;
  }
  return [...headerBytes(header), ...stored.map(({ bytes }) => bytes)];
}

function encode(name: string, { shape, data }: StoredTensor<Float32Array | Int32Array>, floats: Floats) {
  if (sizeOf(shape) !== data.length) {
    throw new LabError(
      `tensor '${name}': expected ${sizeOf(shape)} numbers for [${shape.join(', ')}], got ${data.length}`,
    );
  }
  if (data instanceof Int32Array) return { type: 'I32' as const, shape, bytes: bytesOf(data) };
  const numbers = floats === 'F16' ? halfFromFloats(data) : data;
  return { type: floats, shape, bytes: bytesOf(numbers) };
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The length in 8 bytes, and the JSON, padded with spaces so that the data starts at a multiple of 8. */
function headerBytes(header: object): [Uint8Array, Uint8Array] {
  const json = Buffer.from(JSON.stringify(header), 'utf8');
  const padded = Buffer.alloc(Math.ceil(json.length / 8) * 8, ' ');
  json.copy(padded);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return [length, padded];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
