/** Checks the settings of a run. Notebooks may hold code without types, so every setting is checked when it is read. */
import { LabError } from '../errors';
import { isObject } from '../files';
import { aFlag, type Kind, type Kinds, oneOf } from '../kinds';
import { shownValue } from '../shown';
import type { Encoder, RunConfig } from '../types';
import { type RunOptions, recipe, stepsOf } from './config';

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isRate = (value: unknown): boolean => isNumber(value) && value >= 0 && value < 1;

const count: Kind = [
  'a whole number of 1 or more',
  (value) => Number.isSafeInteger(value) && Number(value) >= 1,
];

/** The settings of a run and their valid values. */
export const settingKinds: Kinds<typeof recipe> = {
  pooler: oneOf('shared', 'per-exit', 'none'),
  pooling: oneOf('cls', 'mean'),
  trainSize: count,
  evalSize: count,
  split: oneOf('validation', 'test', 'held-out'),
  subset: oneOf('random', 'first'),
  shuffle: aFlag,
  epochs: count,
  batch: count,
  maxLength: count,
  learningRate: ['a number in (0, 1)', (value) => isRate(value) && value !== 0],
  dropout: [
    "a number in [0, 1), or null for the encoder's own rates",
    (value) => value === null || isRate(value),
  ],
  seed: ['a whole number', Number.isSafeInteger],
};

const others = ['method', 'task', 'data', 'encoder', 'exits', 'heads', 'snapshots'];

/**
 * Throws LabError for a value that is not a method and for unknown options. An option with a wrong name would otherwise
 * have no effect.
 */
export function checkOptions(options: RunOptions): void {
  const { method }: { readonly method: unknown } = options;
  if (!isObject(method) || typeof method.name !== 'string')
    throw new LabError(`method: expected a method such as sweet, not its name, got ${shownValue(method)}`);
  const known = [...others, ...Object.keys(recipe)];
  const stray = Object.keys(options).find((name) => !known.includes(name));
  if (stray !== undefined)
    throw new LabError(`expected the options of a run (${known.join(', ')}), got '${stray}'`);
}

/** Throws LabError for exits that are not increasing depths within the encoder, and for settings out of range. */
export function checkConfig(
  config: RunConfig,
  { depth, positions }: Pick<Encoder, 'depth' | 'positions'>,
): void {
  checkExits(config.exits, depth);
  for (const [name, [expected, fits]] of Object.entries(settingKinds)) {
    const value = config[name as keyof typeof recipe];
    if (!fits(value)) throw new LabError(`${name}: expected ${expected}, got ${shownValue(value)}`);
  }
  if (config.maxLength > positions)
    throw new LabError(
      `maxLength: expected at most ${positions} tokens, the number of positions of the encoder ` +
        `(max_position_embeddings in config.json), got ${config.maxLength}`,
    );
}

/** Throws LabError for an invalid time between checkpoints. */
export function checkSeconds(checkpointSeconds: number | undefined): void {
  if (checkpointSeconds === undefined || (isNumber(checkpointSeconds) && checkpointSeconds >= 0)) return;
  throw new LabError(
    `checkpointSeconds: expected a number of 0 or more, got ${shownValue(checkpointSeconds)}`,
  );
}

/** Throws LabError for snapshots at steps that the run does not have. */
export function checkSnapshots(snapshots: readonly number[], config: RunConfig): void {
  const steps = stepsOf(config);
  if (!Array.isArray(snapshots))
    throw new LabError(`snapshots: expected a list of steps, got ${shownValue(snapshots)}`);
  if (snapshots.every((step) => Number.isInteger(step) && step >= 1 && step <= steps)) return;
  throw new LabError(`snapshots: expected steps from 1 to ${steps}, got ${snapshots.join(', ')}`);
}

function checkExits(exits: readonly number[], encoderDepth: number): void {
  const shown = Array.isArray(exits) ? exits.join(', ') : shownValue(exits);
  const isDepth = (depth: unknown) => Number.isInteger(depth) && Number(depth) >= 1;
  if (!Array.isArray(exits) || exits.length === 0 || !exits.every(isDepth)) {
    throw new LabError(`exits: expected depths counted from 1, such as 1,4,6,12; got '${shown}'`);
  }
  if (exits.some((depth, i) => i > 0 && depth <= exits[i - 1])) {
    throw new LabError(`exits: expected increasing depths, got ${shown}`);
  }
  if (exits[exits.length - 1] > encoderDepth) {
    throw new LabError(
      `exits: expected depths up to ${encoderDepth}, the depth of the encoder, got ${shown}`,
    );
  }
}
