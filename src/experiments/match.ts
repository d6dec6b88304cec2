import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { readFileOrExplain } from '../files';
import { type RunOptions, recipe } from '../runs/config';
import type { RunConfig } from '../types';

/** How many examples a task has; a run that asks for more gets all. */
export interface TaskSize {
  readonly train: number;
  readonly validation: number;
}

type Values = { readonly [name: string]: unknown };

/**
 * Tells whether a run with some configuration is what the options ask for: all plain values are equal. What identifies the
 * examples and the weights is left to others, for it needs their files, and so is the time of snapshots, which change no result.
 * Without the size of the task, sizes must be equal as they stand.
 */
export function matcher(options: RunOptions, size?: TaskSize): (config: RunConfig) => boolean {
  const asked = Object.entries(wanted(options, size)).map(([name, value]) => [name, JSON.stringify(value)]);
  return (config) => {
    const found: Values = { ...recipe, ...config };
    return asked.every(([name, value]) => JSON.stringify(found[name]) === value);
  };
}

/** The first words of a run's id: see `runId`. */
export function idStart({ method, task, encoder, seed = recipe.seed }: RunOptions): string {
  return `${method.name}-${task}-${basename(encoder)}-seed${seed}-`.replace(/[^\w.-]/g, '_');
}

function wanted(options: RunOptions, size: TaskSize | undefined): Values {
  const { method, data: _, encoder, heads, snapshots: __, ...given } = options;
  const asked = Object.entries(given).filter(([, value]) => value !== undefined);
  const { trainSize = recipe.trainSize, evalSize = recipe.evalSize } = options;
  return {
    ...recipe,
    ...Object.fromEntries(asked),
    method: method.name,
    constants: method.constants,
    encoder: basename(encoder),
    heads: heads === undefined ? null : fingerprintOf(heads),
    trainSize: Math.min(trainSize, size?.train ?? trainSize),
    evalSize: Math.min(evalSize, size?.validation ?? evalSize),
  };
}

const fingerprintOf = (file: string): string =>
  createHash('sha256').update(readFileOrExplain(file, 'a safetensors file of heads')).digest('hex');
