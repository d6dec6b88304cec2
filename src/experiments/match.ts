import { basename } from 'node:path';
import { type RunOptions, recipe } from '../runs/config';
import { identityOf, sizesOf } from '../runs/identity';
import { headsFingerprint } from '../runs/prepare';
import type { Encoder, Method, RunConfig, RunRecord } from '../types';

/** How many examples a task has; a run that asks for more gets all. */
export interface TaskSize {
  readonly train: number;
  readonly validation: number;
}

type Values = { readonly [name: string]: unknown };

/**
 * Tells whether a run with some configuration is what the options ask for, but for its method: all plain values are
 * equal. What identifies the examples and the weights is left to others, for it needs their files, and so is the time
 * of snapshots, which change no result. Without the size of the task, sizes must be equal as they stand.
 */
export function matcher(options: RunOptions, size?: TaskSize): (config: RunConfig) => boolean {
  const asked = Object.entries(wanted(options, size)).map(([name, value]) => [name, JSON.stringify(value)]);
  return (config) => {
    const found: Values = { ...recipe, ...config };
    return asked.every(([name, value]) => JSON.stringify(found[name]) === value);
  };
}

/**
 * Whether a run is of the method: it has its name and constants, and did what the method does. Without the encoder, its
 * parameters are taken to be called as BERT's.
 */
export function isOfMethod({ config, evaluation }: RunRecord, method: Method, encoder?: Encoder): boolean {
  const identity = identityOf(method, sizesOf(config, evaluation.classes, encoder));
  const names = ['method', 'constants', 'behaviour'] as const;
  return names.every((name) => JSON.stringify(identity[name]) === JSON.stringify(config[name]));
}

/** Whether an id may be of a run that the options ask for: see `runId`. */
export function idFilter({ method, task, encoder, seed = recipe.seed }: RunOptions): (id: string) => boolean {
  const [name, rest] = [method.name, `-${task}-${basename(encoder)}-seed${seed}-`].map((part) =>
    part.replace(/[^\w.-]/g, '_'),
  );
  return (id) => id.startsWith(name) && id.includes(rest, name.length);
}

function wanted(options: RunOptions, size: TaskSize | undefined): Values {
  const { method, data: _, encoder, heads, snapshots: __, ...given } = options;
  const asked = Object.entries(given).filter(([, value]) => value !== undefined);
  const { trainSize = recipe.trainSize, evalSize = recipe.evalSize } = options;
  return {
    ...recipe,
    ...method.recipe,
    ...Object.fromEntries(asked),
    constants: method.constants,
    encoder: basename(encoder),
    heads: heads === undefined ? null : headsFingerprint(heads),
    trainSize: Math.min(trainSize, size?.train ?? trainSize),
    evalSize: Math.min(evalSize, size?.validation ?? evalSize),
  };
}
