import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { LabError } from '../errors';
import { codeOf, makeFolder, messageOf } from '../files';

/** Seconds after which one who waits is asked whether to go on waiting. */
const PATIENCE = 2;

/** What `flock` exits with where another one has the lock. */
const TAKEN = 75;

/**
 * Tries for some seconds to lock an open file. Node cannot lock files, but `flock` (util-linux) locks the descriptor that it is
 * handed, and the lock stays with the descriptor when `flock` is gone.
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
        : reject(new LabError(`expected the command flock (util-linux) on the path: ${messageOf(error)}`)),
    );
    child.once('close', (code, killed) => {
      if (code === 0 || code === TAKEN || killed) resolve(code === 0);
      else reject(new LabError(`the file system keeps no locks, or not this one: ${said.trim()}`));
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
 * Runs `work` while no other process holds the lock of `file`. The kernel gives the lock back when its holder is
 * gone, however it died, and a shared file system (NFS, CephFS, Lustre mounted with `flock`) keeps it between
 * machines. While it has to wait, `onWait` is called every few seconds, the first time with true, and at once when
 * `signal` is aborted; it may throw to give up. The file is empty and stays: were it removed, those who wait for it
 * and those who come later would lock two different files.
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
