import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appears, type Running } from './cli';
import { temporaryFolder } from './store';

/** What `holdStill` reads from the environment. */
export interface Order {
  /** The end of a path. */
  readonly place: string;
  readonly time: number;
  /** Where the test and the process that it holds leave word for each other. */
  readonly folder: string;
}

/** A process that holds still at a moment, on a fast machine as on a busy one, until it is let go or killed. */
export interface Hold {
  /** A command that runs another one: that one holds still, or a process of Node that it starts. */
  readonly by: readonly string[];
  /** Resolves when the process holds still; fails where `running` has ended without. */
  reached(running: Running): Promise<void>;
  /** Lets it go on, to the next such moment. */
  letGo(): void;
  /** Lets it go on to its end. */
  free(): void;
}

/**
 * The moment is when a process has just made a file or folder whose path ends with `place`, from the `time`th time on.
 * The process stops itself there, because a test that watches it from outside may come too late. One that is still held
 * when the test ends, ends too.
 */
export function hold(test: Parameters<typeof temporaryFolder>[0], place: string, time = 1): Hold {
  const folder = temporaryFolder(test);
  const order: Order = { place, time, folder };
  const preload = `--require ${JSON.stringify(require.resolve('./holdStill'))}`;
  return {
    by: ['env', `NODE_OPTIONS=${preload}`, `HOLD_STILL=${JSON.stringify(order)}`],
    async reached(running) {
      assert.ok(await appears(running, join(folder, 'held')), running.said());
    },
    letGo: () => writeFileSync(join(folder, 'go'), ''),
    free: () => writeFileSync(join(folder, 'free'), ''),
  };
}
