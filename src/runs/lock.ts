import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { LabError } from '../errors';
import { codeOf, makeFolder, messageOf } from '../files';

/** The seconds between two calls of `onWait`. */
const PATIENCE = 2;

/** The exit code of `flock` if another process has the lock. */
const TAKEN = 75;

/**
 * Tries for some seconds to lock an open file. Node cannot lock files. `flock` (util-linux) locks the descriptor that
 * it inherits, and the lock stays with the descriptor after `flock` ends.
 */
function tryLock(descriptor: number, seconds: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const words = ['--exclusive', '--timeout', `${seconds}`, '--conflict-exit-code', `${TAKEN}`, '3'];
    const child = spawn('flock', words, { stdio: ['ignore', 'ignore', 'pipe', descriptor], signal });
    let said = '';
    child.stderr?.on('data', (text) => {
      said += text;
    });
    child.once('error', (error) =>
      signal?.aborted
        ? resolve(false)
        : reject(
            new LabError(
              `expected the command flock (util-linux) on PATH, got ${messageOf(error)}; install it`,
            ),
          ),
    );
    child.once('close', (code, killed) => {
      if (code === 0 || code === TAKEN || killed) resolve(code === 0);
      else
        reject(
          new LabError(
            `expected a file system with locks, got '${said.trim()}'; use a store on another file system`,
          ),
        );
    });
  });
}

function openLock(file: string): number {
  makeFolder(dirname(file));
  try {
    return openSync(file, 'a');
  } catch (error) {
    throw new LabError(`cannot open the lock ${file} (${codeOf(error)})`);
  }
}

/**
 * Runs `work` while this process holds the lock of `file`. The operating system releases the lock when the process ends
 * in any way. A shared file system (NFS, CephFS, Lustre mounted with `flock`) keeps the lock between machines. While
 * waiting, `onWait` is called every few seconds, the first time with true, and immediately when `signal` is aborted; it
 * may throw to give up. The file is empty and is never removed. If it were removed, later processes would lock another
 * file than those that already wait. Throws LabError if the file cannot be locked.
 */
export async function withLock<T>(
  file: string,
  onWait: (first: boolean) => void,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const descriptor = openLock(file);
  try {
    for (let tries = 0; !(await tryLock(descriptor, tries === 0 ? 0 : PATIENCE, signal)); tries++)
      onWait(tries === 0);
    return await work();
  } finally {
    closeSync(descriptor);
  }
}
