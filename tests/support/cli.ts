import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fixturePath } from './fixtures';

/** What a finished command leaves behind. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command under way; `said` is its stderr so far. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  said(): string;
}

export type TrainOptions = { readonly [option: string]: string | true };

/**
 * `npm run train` on the small BERT and the invented inference task; options override, or add. `by` is a command that
 * runs it.
 */
export function train(options: TrainOptions, by: readonly string[] = []): Running {
  const { encoder, ...others } = options;
  const all = {
    method: 'sweet',
    task: 'rte',
    data: fixturePath('glue'),
    exits: '1,3,5',
    ...others,
    encoder: encoder ?? fixturePath('tiny-bert'),
  };
  const words = Object.entries(all).flatMap(([name, value]) =>
    value === true ? [`--${name}`] : [`--${name}`, value],
  );
  return startNode([require.resolve('../../src/cli/train'), ...words], by);
}

/** Starts Node with a script and its words. `by` is a command that runs it. */
export function startNode(words: readonly string[], by: readonly string[] = []): Running {
  const [command, ...rest] = [...by, process.execPath, ...words];
  return start(command, rest);
}

/** Starts a command without a terminal; TensorFlow's own messages are kept out of stderr. */
export function start(command: string, words: readonly string[]): Running {
  const child = spawn(command, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, ended, said: () => stderr };
}

/** Resolves true when `condition` holds, false when the command has ended first. */
export async function until({ child }: Running, condition: () => boolean): Promise<boolean> {
  while (!condition()) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    await wait(5);
  }
  return true;
}

/** Resolves when `file` exists. */
export const appears = (running: Running, file: string) => until(running, () => existsSync(file));
