import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LabError } from './errors';
import { codeOf } from './files';

/** Whether an error comes from the file system, such as from a full disk or missing permissions. */
const isRefusal = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

function explained<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new LabError(
      `expected room for temporary files in ${tmpdir()}, but writing failed (${codeOf(error)}); ` +
        'make room, or set another folder with TMPDIR=DIR',
    );
  }
}

/** A folder for temporary files. Its owner removes it. */
export interface TemporaryFolder {
  readonly path: string;
  /** Writes a file into the folder. Throws LabError if there is no room. */
  write(name: string, content: Uint8Array | string): void;
  /** Runs `work`, which writes into the folder. Throws LabError if there is no room. */
  fill(work: (path: string) => void): void;
  remove(): void;
}

/** Makes an empty folder whose name begins with `prefix`. Throws LabError if it cannot be made. */
export function makeTemporaryFolder(prefix: string): TemporaryFolder {
  const path = explained(() => mkdtempSync(join(tmpdir(), prefix)));
  return {
    path,
    write: (name, content) => explained(() => writeFileSync(join(path, name), content)),
    fill: (work) => explained(() => work(path)),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
