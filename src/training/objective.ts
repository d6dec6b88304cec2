/** The objective of a learner: parameters, and losses and gradients as a pure function of parameters and batch. */
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { clipFactor, globalNorm } from '../ops/clip';
import type { Parameters } from '../types';

/** The tensors of a batch, by name. Their shapes depend on the batch. */
export type Feeds = Parameters<Tensor>;

/** Losses [L], notes, and gradients by parameter name. The enclosing tidy owns all tensors. */
export interface LossGradients {
  readonly losses: Tensor1D;
  readonly notes?: Readonly<Record<string, Scalar>>;
  readonly gradients: Parameters<Tensor>;
}

/**
 * Adds control dependencies: every later operation that reads `inputs` waits for all of `done`. Eager execution has
 * this order without a barrier. A graph runs operations as soon as their inputs are ready.
 */
export type Barrier = (done: readonly Tensor[], inputs: readonly Tensor[]) => void;

const inOrderAnyway: Barrier = () => undefined;

/**
 * A training objective over batches of type B. `gradients` reads no values on the host. So the same code runs op by op
 * on every backend and, recorded once, as one graph on TensorFlow.
 */
export interface Objective<B, F extends Feeds = Feeds> {
  /** The shapes of all parameters, trained or frozen. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** The names of the trained parameters. The others are frozen. */
  readonly trained: readonly string[];
  /** Factors of the learning rate by the name of a trained parameter. Default: 1. */
  readonly rateFactors?: Readonly<Record<string, number>>;
  /** Groups of parameters whose gradients are clipped together. Every trained parameter is in a group. */
  readonly groups: readonly (readonly string[])[];
  /** The gradients of each group are clipped to this global norm. */
  readonly maximumNorm: number;
  /** Copies a batch and the dropout seed of the step to the device. */
  feeds(batch: B, seed: number): F;
  /**
   * The gradients of the trained parameters. It is called inside tf.tidy. The gradient of a parameter on which the loss
   * does not depend is zero.
   */
  gradients(parameters: Parameters<Tensor>, feeds: F, barrier: Barrier): LossGradients;
}

/** The factor of the learning rate for a parameter. */
export const rateFactorOf = (
  { rateFactors }: Pick<Objective<unknown>, 'rateFactors'>,
  name: string,
): number => rateFactors?.[name] ?? 1;

/** The results of a step: losses [L], notes, clipped gradients by name, and the norm of each group before clipping. */
export interface StepGradients extends LossGradients {
  readonly norms: Tensor1D;
}

/** Computes the losses, the norms and the gradients, clipped for each group. Call it inside tf.tidy. */
export function clippedGradients<B, F extends Feeds>(
  objective: Objective<B, F>,
  parameters: Parameters<Tensor>,
  feeds: F,
  barrier: Barrier = inOrderAnyway,
): StepGradients {
  const { losses, gradients, notes } = objective.gradients(parameters, feeds, barrier);
  const clipped: Record<string, Tensor> = {};
  const norms = objective.groups.map((names) => {
    const norm = globalNorm(names.map((name) => gradients[name]));
    const factor = clipFactor(norm, objective.maximumNorm);
    for (const name of names) clipped[name] = tf.mul(gradients[name], factor);
    return norm;
  });
  return { losses, notes, norms: tf.stack(norms) as Tensor1D, gradients: clipped };
}
