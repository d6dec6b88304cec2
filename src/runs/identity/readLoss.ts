import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../errors';
import { messageOf } from '../../files';
import { differentiate } from '../../ops/differentiate';
import { shownValue } from '../../shown';
import { exitLosses, lossInputs } from '../../training/lossInputs';
import type { Method, Note } from '../../types';
import { HIDDEN, problemOf, type Reach, type RunSizes } from './problem';
import { readByExits, toyExits } from './toyExits';

/** The results of a method's loss on the problem. */
export interface LossReading {
  readonly loss: number;
  readonly notes: Readonly<Record<string, number>>;
  /** The gradients of blocks, heads, gates and other parameters of exits. */
  readonly gradients: readonly ArrayLike<number>[];
  /** The names of the parameters. */
  readonly names: readonly string[];
}

/**
 * The method's loss on the problem, its notes and its gradients. `schedule` is [K] if the method has one, and `memory`
 * [B] if it remembers anything. Throws LabError if the method fails on the problem.
 */
export function readLoss(
  method: Method,
  sizes: RunSizes,
  schedule: readonly number[] | undefined,
  reach: Reach,
  memory?: Float32Array,
): LossReading {
  return tf.tidy(() => {
    const problem = problemOf(method, sizes, reach);
    const { labels, seed, parameters } = problem;
    const given = {
      labels,
      seed,
      schedule: schedule && tf.tensor1d([...schedule]),
      memory: memory && tf.tensor1d(memory),
    };
    const notes: Record<string, Scalar> = {};
    const note: Note = (name, value: unknown) => {
      if (!(value instanceof tf.Tensor))
        throw new LabError(`expected the note '${name}' to be a scalar tensor, got ${shownValue(value)}`);
      notes[name] = value as Scalar;
    };
    const forward = (values: readonly Tensor[]) => {
      const p = readByExits(method, sizes, parameters, values);
      const exits = toyExits(method, sizes, problem, { values, p }, reach.state, given.schedule);
      const y = method.loss(lossInputs(exits, exitLosses(exits, labels), { ...given, parameters: p }, note));
      return { y, beside: { y, notes } };
    };
    const values = parameters.map(({ value }) => value);
    const { beside, gradients } = tried(method, labels.size, () => differentiate(values, forward));
    const told = Object.entries(beside.notes).map(([name, value]) => [name, value.dataSync()[0]]);
    return {
      loss: beside.y.dataSync()[0],
      notes: Object.fromEntries(told),
      gradients: gradients.map((gradient) => gradient.dataSync()),
      names: parameters.map(({ name }) => name),
    };
  });
}

function tried<T>(method: Method, examples: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof LabError) throw new LabError(`${method.name}: ${error.message}`);
    throw new LabError(
      `${method.name}: expected exits, a route and a loss for any number of examples and features, got the error ` +
        `'${messageOf(error)}' for ${examples} examples with ${HIDDEN} features, the problem that identifies its runs`,
    );
  }
}
