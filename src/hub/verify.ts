import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { RemoteFile } from './repository';

const CHUNK = 4 * 2 ** 20;

/**
 * The hash by which the Hub knows a file: the SHA-256 of a large file, and of any other the hash of git's blob, which
 * is the SHA-1 of `blob SIZE\0` and the bytes. Calls `between` after every few megabytes; it may throw to stop.
 */
export async function hashOf(
  path: string,
  { hash, size }: Pick<RemoteFile, 'hash' | 'size'>,
  between: () => Promise<void>,
): Promise<string> {
  const sum = createHash(hash === 'sha256' ? 'sha256' : 'sha1');
  if (hash === 'git') sum.update(`blob ${size}\0`);
  const buffer = Buffer.alloc(CHUNK);
  const file = openSync(path, 'r');
  try {
    for (let got = readSync(file, buffer); got > 0; got = readSync(file, buffer)) {
      sum.update(buffer.subarray(0, got));
      await between();
    }
  } finally {
    closeSync(file);
  }
  return sum.digest('hex');
}
