import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LabError } from './errors';

/**
 * The bytes of a file. Throws LabError if it cannot be read. `what` names the file for a person, such as "the task
 * file".
 */
export function readFileOrExplain(path: string, what: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new LabError(`expected ${what} at ${path}, but it cannot be read (${codeOf(error)})`);
  }
}

export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Writes a file atomically: a temporary name in the same folder, fsync, rename, fsync of the folder. A reader sees the
 * old or the new content. If writing fails, the temporary file is removed and the old content remains. Throws LabError.
 */
export function writeAtomically(path: string, parts: Iterable<Uint8Array | string>): void {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${process.pid}.${Date.now().toString(36)}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    withFile(temporary, 'wx', (file) => {
      for (const part of parts) writeWhole(file, typeof part === 'string' ? Buffer.from(part, 'utf8') : part);
      fsyncSync(file);
    });
    renameSync(temporary, path);
    withFile(folder, 'r', fsyncSync);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary);
    throw new LabError(`cannot write ${path} (${codeOf(error)}); the old file, if any, is unchanged`);
  }
}

/** Makes a folder and its parents. It may exist already. Throws LabError if it cannot be made. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new LabError(`cannot make the folder ${path} (${codeOf(error)})`);
  }
}

/**
 * Removes temporary files that `writeAtomically` left in `folder` when its process was killed. No other process may
 * write there at the same time.
 */
export function removeTemporaries(folder: string): void {
  if (!existsSync(folder)) return;
  const left = readdirSync(folder).filter((name) => /^\..+\.tmp$/.test(name));
  for (const name of left) rmSync(join(folder, name), { force: true });
}

/** Opens a file, passes its descriptor to `use`, and closes it in all cases. */
export function withFile<T>(path: string, flags: string, use: (descriptor: number) => T): T {
  const descriptor = openSync(path, flags);
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Writes all of the bytes at the end of an open file. */
export function writeWhole(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return messageOf(error);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
