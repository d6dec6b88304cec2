import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Running, startNode } from './cli';
import { fixturePath } from './fixtures';
import { temporaryFolder } from './store';

/** A profile of seconds: the small BERT of the fixtures on the invented inference task; values override, or add. */
export const smallProfile = {
  like: 'quick',
  tasks: ['rte'],
  data: fixturePath('glue'),
  encoder: fixturePath('tiny-bert'),
  exits: [1, 5],
  trainSize: 96,
  evalSize: 16,
  epochs: 1,
  maxLength: 16,
  seeds: [1],
  sizeTask: 'rte',
  sizes: [64],
  learningRates: [1e-3],
};

/** Writes a profile into a folder of its own and gives the file. */
export function writeProfile(test: Parameters<typeof temporaryFolder>[0], values: object = {}): string {
  const file = join(temporaryFolder(test), 'small.json');
  writeFileSync(file, JSON.stringify({ ...smallProfile, ...values }));
  return file;
}

/** `npm run grid` on the three runs of the comparison. */
export const grid = (profile: string, ...words: string[]): Running => gridBy([], profile, ...words);

/** The same, run by another command. */
export const gridBy = (by: readonly string[], profile: string, ...words: string[]): Running =>
  startNode(
    [
      require.resolve('../../src/cli/grid'),
      ...['--profile', profile, '--experiments', 'comparison', ...words],
    ],
    by,
  );
