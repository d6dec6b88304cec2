/** Files of numbers of two bytes, compressed. Low and high bytes apart are a quarter smaller than as they come. */
import { gzipSync } from 'node:zlib';
import { LabError } from '../errors';
import { writeAtomically } from '../files';
import { gunzipped } from '../gunzip';

/**
 * Writes an even number of bytes: those at even places, then those at odd places (HDF5's shuffle filter), by gzip.
 * Throws LabError for an odd number.
 */
export function writeShuffled(file: string, parts: readonly Uint8Array[]): void {
  const bytes = Buffer.concat(parts);
  const half = halfOf(bytes, file);
  const apart = Buffer.alloc(bytes.length);
  for (let i = 0; i < half; i++) {
    apart[i] = bytes[2 * i];
    apart[half + i] = bytes[2 * i + 1];
  }
  writeAtomically(file, [gzipSync(apart, { level: 9 })]);
}

/** The bytes that `writeShuffled` was given. `what` names the expected file. Throws LabError for a damaged file. */
export function readShuffled(file: string, what: string): Uint8Array {
  const apart = gunzipped(file, what);
  const half = halfOf(apart, file);
  const bytes = Buffer.alloc(apart.length);
  for (let i = 0; i < half; i++) {
    bytes[2 * i] = apart[i];
    bytes[2 * i + 1] = apart[half + i];
  }
  return bytes;
}

function halfOf({ length }: Uint8Array, file: string): number {
  if (length % 2 === 0) return length / 2;
  throw new LabError(`${file}: expected numbers of two bytes, got ${length} bytes; pack the records again`);
}
