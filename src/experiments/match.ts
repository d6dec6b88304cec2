import { encoderNameOf } from '../hub/cache';
import { type RunOptions, recipe } from '../runs/config';
import { evaluable, type SplitSizes } from '../runs/evaluation';
import { identityOf, type MethodIdentity, sizesOf } from '../runs/identity';
import { headsFingerprint } from '../runs/prepare';
import type { Encoder, Method, RunConfig, RunRecord } from '../types';

type Values = { readonly [name: string]: unknown };

/**
 * Returns a predicate of configurations: whether a run has the settings that the options ask for, except for its
 * method. All plain values must be equal. The identities of examples and weights are not compared, because that needs
 * their files. The steps of snapshots are not compared, because they change no result. Without the size of the task,
 * sizes must be equal as they are.
 */
export function matcher(options: RunOptions, size?: SplitSizes): (config: RunConfig) => boolean {
  const asked = Object.entries(wanted(options, size)).map(([name, value]) => [name, JSON.stringify(value)]);
  return (config) => {
    const found: Values = { ...recipe, ...config };
    return asked.every(([name, value]) => JSON.stringify(found[name]) === value);
  };
}

/** Whether a run belongs to a method. */
export type OfMethod = (run: RunRecord, method: Method, encoder?: Encoder) => boolean;

/**
 * Returns whether a run belongs to a method: it has the name, the constants and the behaviour of the method. Without
 * an encoder, the names of the parameters are those of BERT. A method must not change between calls, because it is
 * read once for all runs of equal sizes.
 */
export function methodMatcher(): OfMethod {
  const known = new Map<Method, Map<string, MethodIdentity>>();
  return ({ config, evaluation: { classes } }, method, encoder) => {
    const sizes = sizesOf(config, classes);
    const key = JSON.stringify([sizes, encoder && config.encoder]);
    const identities = known.get(method) ?? new Map<string, MethodIdentity>();
    const identity = identities.get(key) ?? identityOf(method, { ...sizes, encoder });
    known.set(method, identities.set(key, identity));
    const names = ['method', 'constants', 'behaviour'] as const;
    return names.every((name) => JSON.stringify(identity[name]) === JSON.stringify(config[name]));
  };
}

/** Whether an id can belong to a run that the options ask for: see `runId`. */
export function idFilter({ method, task, encoder, seed = recipe.seed }: RunOptions): (id: string) => boolean {
  const [name, rest] = [method.name, `-${task}-${encoderNameOf(encoder)}-seed${seed}-`].map((part) =>
    part.replace(/[^\w.-]/g, '_'),
  );
  return (id) => id.startsWith(name) && id.includes(rest, name.length);
}

function wanted(options: RunOptions, size: SplitSizes | undefined): Values {
  const { method, data: _, encoder, heads, snapshots: __, ...given } = options;
  const asked = Object.entries(given).filter(([, value]) => value !== undefined);
  return {
    ...recipe,
    ...method.recipe,
    ...Object.fromEntries(asked),
    constants: method.constants,
    encoder: encoderNameOf(encoder),
    heads: heads === undefined ? null : headsFingerprint(heads),
    ...examplesOf(options, size),
  };
}

/** The numbers of training and evaluation examples of a run; of a task of unknown size, as many as it asks for. */
export function examplesOf(
  options: Pick<RunOptions, 'trainSize' | 'evalSize' | 'split'>,
  size: SplitSizes | undefined,
): Pick<RunConfig, 'trainSize' | 'evalSize'> {
  const { evalSize = recipe.evalSize, split = recipe.split } = options;
  const trainSize = Math.min(options.trainSize ?? recipe.trainSize, size?.train ?? Infinity);
  return { trainSize, evalSize: Math.min(evalSize, size ? evaluable({ split, trainSize }, size) : evalSize) };
}
