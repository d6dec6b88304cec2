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

/** The bytes of a file, or a LabError that says what was looked for. `what` names it for a person: "the task file". */
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
 * Writes a file so that a reader sees the old content or the new, never a half: a temporary name in the same folder,
 * fsync, rename, fsync of the folder. On failure the temporary file is removed and the old content stands.
 */
export function writeAtomically(path: string, parts: readonly (Uint8Array | string)[]): void {
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
    throw new LabError(`cannot write ${path} (${codeOf(error)}); what was there before is unchanged`);
  }
}

/** Makes a folder and those above it; that it exists already is fine. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new LabError(`cannot make the folder ${path} (${codeOf(error)})`);
  }
}

/** Removes what `writeAtomically` leaves in `folder` when its process is killed. Call it where nobody else writes. */
export function removeTemporaries(folder: string): void {
  if (!existsSync(folder)) return;
  const left = readdirSync(folder).filter((name) => /^\..+\.tmp$/.test(name));
  for (const name of left) rmSync(join(folder, name), { force: true });
}

/** Opens a file, hands its descriptor to `use` and closes it whatever happens. */
export function withFile<T>(path: string, flags: string, use: (descriptor: number) => T): T {
  const descriptor = openSync(path, flags);
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function writeWhole(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return messageOf(error);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
