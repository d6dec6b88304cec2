import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure } from './failure.mjs';

/** A new folder for temporary files, whose name begins with `prefix`. */
export function temporaryFolder(prefix) {
  try {
    return mkdtempSync(path.join(os.tmpdir(), prefix));
  } catch ({ code }) {
    throw new Failure(
      `expected a folder for temporary files, but nothing can be made in ${os.tmpdir()} (${code}); ` +
        'make room there, or name another one: TMPDIR=DIR',
    );
  }
}
