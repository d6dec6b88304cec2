/** Files of numbers of two bytes, compressed. Low and high bytes apart are a quarter smaller than as they come. */
import { gunzipSync, gzipSync } from 'node:zlib';
import { LabError } from '../errors';
import { codeOf, readFileOrExplain, writeAtomically } from '../files';

/** Writes an even number of bytes: those at even places, then those at odd places (HDF5's shuffle filter), by gzip. */
export function writeShuffled(file: string, parts: readonly Uint8Array[]): void {
  const bytes = Buffer.concat(parts);
  const half = bytes.length / 2;
  const apart = Buffer.alloc(bytes.length);
  for (let i = 0; i < half; i++) {
    apart[i] = bytes[2 * i];
    apart[half + i] = bytes[2 * i + 1];
  }
  writeAtomically(file, [gzipSync(apart, { level: 9 })]);
}

/** The bytes that `writeShuffled` was given. `what` names the expected file. Throws LabError for a damaged file. */
export function readShuffled(file: string, what: string): Uint8Array {
  const apart = unpacked(file, what);
  const half = apart.length / 2;
  const bytes = Buffer.alloc(apart.length);
  for (let i = 0; i < half; i++) {
    bytes[2 * i] = apart[i];
    bytes[2 * i + 1] = apart[half + i];
  }
  return bytes;
}

function unpacked(file: string, what: string): Uint8Array {
  const stored = readFileOrExplain(file, what);
  try {
    return gunzipSync(stored);
  } catch (error) {
    throw new LabError(
      `${file}: expected ${what}, compressed by gzip; it cannot be unpacked (${codeOf(error)})`,
    );
  }
}
