/** The inputs of a method's loss. */
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { statelessUniform } from '../ops/statelessUniform';
import { targetOf } from '../targets';
import type { ExitOutput, LossInputs, Note, Parameters } from '../types';

/** The inputs of a loss other than the outputs of the exits. */
export interface Given {
  /** float32 [B] */
  readonly labels: Tensor1D;
  /** int32 [1] */
  readonly seed: Tensor1D;
  /** [K] */
  readonly schedule?: Tensor1D;
  /** [B] */
  readonly memory?: Tensor1D;
  /** The parameters of the model by name. */
  readonly parameters: Parameters<Tensor>;
}

/** The first place for random numbers of losses. The places of dropout are below it. */
const FIRST_PLACE = 2 ** 20;

const nowhere: Note = () => undefined;

/** The mean loss of every exit: E scalars. */
export function exitLosses(exits: readonly ExitOutput[], labels: Tensor1D): Scalar[] {
  return exits.map(({ logits }) => targetOf(logits.shape[1]).loss(logits, labels));
}

/** The loss of each example at each exit, [E, B]. */
function exampleLosses(exits: readonly ExitOutput[], labels: Tensor1D): Tensor2D {
  const logits = tf.concat(exits.map((exit) => exit.logits)) as Tensor2D;
  const losses = targetOf(logits.shape[1]).losses(logits, tf.tile(labels, [exits.length]));
  return tf.reshape(losses, [exits.length, labels.size]);
}

/** The inputs of a loss. `perExample` is computed at each access. */
export function lossInputs(
  exits: readonly ExitOutput[],
  losses: readonly Scalar[],
  { labels, seed, schedule, memory, parameters }: Given,
  note: Note = nowhere,
): LossInputs {
  let place = FIRST_PLACE;
  return {
    exits,
    losses,
    get perExample() {
      return exampleLosses(exits, labels);
    },
    labels,
    schedule,
    memory,
    parameters,
    random: (shape) => statelessUniform(shape, seed, place++),
    note,
  };
}

/** A `Note` that stores the notes of a loss in `notes`. */
export const noteIn =
  (notes: Record<string, Scalar>): Note =>
  (name, value) => {
    notes[name] = value;
  };
