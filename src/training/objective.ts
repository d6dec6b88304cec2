/** What a learner trains: any parameters, and losses and gradients that are a pure function of them and of a batch. */
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { clipFactor, globalNorm } from '../ops/clip';
import type { Parameters } from '../types';

/** The tensors that a batch feeds to a step, by name. Their shapes are those of the batch. */
export type Feeds = Parameters<Tensor>;

/** Losses [L], gradients by parameter name, and what else the step tells. All belong to the tidy around. */
export interface LossGradients {
  readonly losses: Tensor1D;
  readonly notes?: Readonly<Record<string, Scalar>>;
  readonly gradients: Parameters<Tensor>;
}

/**
 * Makes everything that reads `inputs` from here on wait until all of `done` are made. Op by op that is so anyway; a
 * graph runs whatever it can at once, unless it is told.
 */
export type Barrier = (done: readonly Tensor[], inputs: readonly Tensor[]) => void;

const inOrderAnyway: Barrier = () => undefined;

/**
 * A training objective over batches of type B. `gradients` reads nothing on the host, so that the same code runs
 * eagerly on every backend and, recorded once, as one graph on TensorFlow.
 */
export interface Objective<B, F extends Feeds = Feeds> {
  /** Every parameter. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** The parameters that move; the others are read alone. */
  readonly trained: readonly string[];
  /** Parameters whose gradients are clipped together; every trained one is in a group. */
  readonly groups: readonly (readonly string[])[];
  /** Gradients of each group are clipped to this global norm. */
  readonly maximumNorm: number;
  /** Moves a batch to the device, with the seed of the step's dropout. */
  feeds(batch: B, seed: number): F;
  /**
   * Of the trained parameters. Called inside tf.tidy. The gradient of a parameter that the loss does not reach is zero, and moves
   * nothing.
   */
  gradients(parameters: Parameters<Tensor>, feeds: F, barrier: Barrier): LossGradients;
}

/** A step's results: losses [L] and notes, the norm of each group's gradient before clipping, clipped gradients by name. */
export interface StepGradients extends LossGradients {
  readonly norms: Tensor1D;
}

/** Losses, norms and gradients clipped group by group. Call inside tf.tidy. */
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
