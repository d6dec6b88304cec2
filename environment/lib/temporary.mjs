import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure } from './failure.mjs';

/** Makes a folder for temporary files. Its name begins with `prefix`. */
export function temporaryFolder(prefix) {
  try {
    return mkdtempSync(path.join(os.tmpdir(), prefix));
  } catch ({ code }) {
    throw new Failure(
      `expected a writable folder for temporary files, but ${os.tmpdir()} is not writable (${code}); ` +
        'make room there, or name another one: TMPDIR=DIR',
    );
  }
}
