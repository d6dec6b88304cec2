import { readSync } from 'node:fs';
import { LabError } from '../errors';
import { codeOf } from '../files';

/** The bytes of one call of the operating system. */
const AT_ONCE = 2 ** 30;

/** Reads all of these bytes into a new buffer. Throws LabError if the file ends before. */
export function readBytes(file: string, fd: number, position: number, length: number): ArrayBuffer {
  const buffer = new ArrayBuffer(length);
  for (let done = 0; done < length; ) {
    const got = readSync(fd, new Uint8Array(buffer), done, Math.min(length - done, AT_ONCE), position + done);
    if (got === 0)
      throw new LabError(`${file}: expected ${length} bytes at ${position}, the file ends after ${done}`);
    done += got;
  }
  return buffer;
}

/** The result of `use`. An error of the file system becomes a LabError. `what` names the expected file. */
export function explained<T>(file: string, what: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new LabError(`expected ${what} at ${file}, but it cannot be read (${codeOf(error)})`);
  }
}
