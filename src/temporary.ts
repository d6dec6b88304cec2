import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LabError } from './errors';
import { codeOf } from './files';

/** What a full disk or a folder of somebody else's throws. */
const isRefusal = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

function explained<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new LabError(
      `expected room for temporary files in ${tmpdir()}, but they cannot be written there (${codeOf(error)}); ` +
        'make room, or name another folder: TMPDIR=DIR',
    );
  }
}

/** A folder for temporary files, which its owner removes. */
export interface TemporaryFolder {
  readonly path: string;
  /** Writes a file into it. Throws LabError where there is no room. */
  write(name: string, content: Uint8Array | string): void;
  /** Lets `work` write into it, with the same care. */
  fill(work: (path: string) => void): void;
  remove(): void;
}

/** Makes an empty folder whose name begins with `prefix`. Throws LabError where none can be made. */
export function makeTemporaryFolder(prefix: string): TemporaryFolder {
  const path = explained(() => mkdtempSync(join(tmpdir(), prefix)));
  return {
    path,
    write: (name, content) => explained(() => writeFileSync(join(path, name), content)),
    fill: (work) => explained(() => work(path)),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
