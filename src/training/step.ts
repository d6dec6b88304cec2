/** The objective of a multi-exit model trained by a method, and what its exits say without training. */

import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { deviceTokens, inParts, namedTokens, rowCounts, tokensOf } from '../encoders/tokens';
import { type MultiExit, members, parameterShapes, runExits } from '../exits';
import { differentiate } from '../ops/differentiate';
import { noDropout, seededMasks } from '../ops/dropout';
import { targetOf } from '../targets';
import type { Batch, ExitOutput, Method, Note, Parameters } from '../types';
import type { Barrier, LossGradients, Objective } from './objective';
import { partsOf } from './parts';

/** A multi-exit model and the method that trains it. */
export interface ModelAndMethod {
  readonly model: MultiExit;
  readonly method: Method;
}

/** How a multi-exit model is trained. */
export interface ExitTraining extends ModelAndMethod {
  /** Gradients of each encoder are clipped to this global norm. */
  readonly maximumNorm: number;
}

/** A batch on the device, its tokens in parts (`tokensOf`), with the seed of the step's dropout: labels float32 [B], seed int32, schedule [K]. */
export type StepInputs = Parameters<Tensor> & {
  readonly labels: Tensor1D;
  readonly seed: Tensor1D;
  readonly schedule?: Tensor1D;
};

/** Moves a batch to the device, its examples in so many parts that go through the encoder side by side. */
export function stepInputs(batch: Batch, seed: number, parts = 1): StepInputs {
  return {
    ...namedTokens(inParts(batch, parts).map(deviceTokens)),
    labels: tf.tensor1d(batch.labels),
    seed: tf.tensor1d([seed], 'int32'),
    ...(batch.schedule && { schedule: tf.tensor1d(batch.schedule) }),
  };
}

/** Mean loss of every exit, E scalars, from one forward pass. */
export function exitLosses(exits: readonly ExitOutput[], labels: Tensor1D): Scalar[] {
  return exits.map(({ logits }) => targetOf(logits.shape[1]).loss(logits, labels));
}

/** Keeps what a loss notes in `notes`. */
export const noteIn =
  (notes: Record<string, Scalar>): Note =>
  (name, value) => {
    notes[name] = value;
  };

/** Which scalar is differentiated, and for which parameters. */
export interface Differentiated {
  total(losses: readonly Scalar[], exits: readonly ExitOutput[], note: Note): Scalar;
  readonly names: readonly string[];
}

/**
 * Losses [E], the loss's notes and gradients by name: of the method's loss for every parameter, unless told otherwise.
 * The gradient of a parameter that the loss does not reach is zero. Call inside tf.tidy.
 */
export function gradientsOf(
  { model, method }: ModelAndMethod,
  parameters: Parameters<Tensor>,
  inputs: StepInputs,
  {
    total = (losses, exits, note) => method.loss(losses, exits, inputs.labels, inputs.schedule, note),
    names = Object.keys(parameterShapes(model)),
  }: Partial<Differentiated> = {},
): LossGradients {
  const forward = (values: readonly Tensor[]) => {
    const p = { ...parameters, ...Object.fromEntries(names.map((name, i) => [name, values[i]])) };
    const parts = tokensOf(inputs);
    const masks = seededMasks(inputs.seed, rowCounts(parts));
    const exits = runExits(model, p, parts, method.handoff, masks);
    const scalars = exitLosses(exits, inputs.labels);
    const notes: Record<string, Scalar> = {};
    const y = total(scalars, exits, noteIn(notes));
    return { y, beside: { losses: tf.stack(scalars) as Tensor1D, notes } };
  };
  const found = differentiate(
    names.map((name) => parameters[name]),
    forward,
  );
  const gradients = Object.fromEntries(names.map((name, i) => [name, found.gradients[i]]));
  return { ...found.beside, gradients };
}

/** Losses [E] and gradients by name, of one step. Called inside tf.tidy. */
export type StepGradientsOf = (
  parameters: Parameters<Tensor>,
  inputs: StepInputs,
  barrier: Barrier,
) => LossGradients;

/** How the gradients of a method's loss are computed. Throws LabError for a method whose gradients these would not be. */
export type Backward = (training: ModelAndMethod) => StepGradientsOf;

/** All exits forward, then all backward: for every method. */
export const wholeBackward: Backward = (training) => (parameters, inputs) =>
  gradientsOf(training, parameters, inputs);

/** Losses [E] of the exits; gradients are clipped encoder by encoder, every Multi-Model member alone. */
export function exitObjective(
  { model, method, maximumNorm }: ExitTraining,
  backward: Backward = wholeBackward,
): Objective<Batch, StepInputs> {
  const shapes = parameterShapes(model);
  const names = Object.keys(shapes);
  return {
    shapes,
    groups: members(model).map(({ prefix }) => names.filter((name) => name.startsWith(prefix))),
    maximumNorm,
    feeds: (batch, seed) => stepInputs(batch, seed, partsOf(model)),
    gradients: backward({ model, method }),
  };
}

/** What every exit says without dropout, each block given what the method hands to it. Call inside tf.tidy. */
export function evaluateExits(
  { model, method }: ModelAndMethod,
  parameters: Parameters<Tensor>,
  inputs: StepInputs,
): ExitOutput[] {
  const parts = tokensOf(inputs);
  return runExits(model, parameters, parts, method.handoff, noDropout(parts.length));
}
