import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LabError } from '../../src/errors';
import { makeFolder } from '../../src/files';
import type { Part } from './parts';

/** Thrown when a part had to be stopped. */
export class TooLong extends LabError {
  override name = 'TooLong';
}

const GRACE_MS = 5000;
const LAST_WORDS = 30;
const TOLD = 3;

/** Log lines of TensorFlow's libraries. */
const NOISE = /^(WARNING: All log messages before|[IW]\d{4} )/;

const running = new Set<ChildProcess>();

/** Sends a signal to a part and its children. */
function signalAll({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // The process has already ended.
  }
}

/** Stops the running parts when a report is interrupted. */
export const stopParts = (): void => running.forEach((child) => void signalAll(child, 'SIGTERM'));

/**
 * Runs a part in a separate process group and returns its result. `hear` receives its output line by line. Throws
 * TooLong after `limit` seconds, and LabError with the last lines of output if the part fails.
 */
export async function runPart(
  part: Part,
  limit: number,
  { folder, hear }: { readonly folder: string; hear(line: string): void },
): Promise<unknown> {
  makeFolder(folder);
  const file = join(folder, `.${part.name}.result`);
  rmSync(file, { force: true });
  const command = require.resolve('./part');
  const child = spawn(process.execPath, [command, file, JSON.stringify(part.work), `${limit}`], {
    env: { ...process.env, ...part.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const words = wordsOf(child, hear);
  const end = await ended(child, limit);
  const result = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  rmSync(file, { force: true });
  if (result !== undefined) return result;
  if (end.late)
    throw new TooLong(`stopped after ${Math.round(limit)} s; its last line: ${words.at(-1) ?? 'none'}`);
  throw new LabError(whyOf(words) || `it ended with ${end.how} and without output`);
}

/** The line that names a defect, or else the last lines. */
const whyOf = (words: readonly string[]): string =>
  words.find((line) => /^\s*\w*Error\b/.test(line)) ?? words.slice(-TOLD).join('\n');

/** The last lines of a process's output, updated as they arrive. */
function wordsOf(child: ChildProcess, hear: (line: string) => void): string[] {
  const words: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      if (NOISE.test(line)) return;
      hear(line);
      words.push(line);
      if (words.length > LAST_WORDS) words.shift();
    });
  }
  return words;
}

/**
 * Waits for the end of a process. After `limit` seconds it asks the process to stop, and soon afterwards kills it.
 */
function ended(
  child: ChildProcess,
  limit: number,
): Promise<{ readonly late: boolean; readonly how: string }> {
  running.add(child);
  let late = false;
  const stop = setTimeout(() => {
    late = true;
    signalAll(child, 'SIGTERM');
  }, limit * 1000);
  const kill = setTimeout(() => signalAll(child, 'SIGKILL'), limit * 1000 + GRACE_MS);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(stop);
      clearTimeout(kill);
      running.delete(child);
      signalAll(child, 'SIGKILL');
      resolve({ late, how: signal ?? `exit code ${code}` });
    });
  });
}
