/** One step of a multi-exit model: what it is fed, its losses and gradients, and what its exits say without training. */
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { deviceTokens, inParts, namedTokens, rowCounts, tokensOf } from '../encoders/tokens';
import { type MultiExit, parameterShapes, runExits } from '../exits';
import { differentiate } from '../ops/differentiate';
import { noDropout, seededMasks } from '../ops/dropout';
import { straight } from '../routes';
import type { Batch, ExitOutput, LossInputs, Method, Parameters } from '../types';
import { exitLosses, lossInputs, noteIn } from './lossInputs';
import type { Barrier, LossGradients } from './objective';

/** A multi-exit model, the method that trains it, and the parameters that move; without them, all. */
export interface ModelAndMethod {
  readonly model: MultiExit;
  readonly method: Method;
  readonly trained?: readonly string[];
}

/** The names of the parameters that move. */
export const trainedNames = ({ model, trained }: ModelAndMethod): readonly string[] =>
  trained ?? Object.keys(parameterShapes(model));

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

/** Which scalar is differentiated, for which parameters, and up to which exit the model is run. */
export interface Differentiated {
  total(inputs: LossInputs): Scalar;
  readonly names: readonly string[];
  /** Counted from 0. */
  readonly last: number;
}

/**
 * Losses of the exits that are run, the loss's notes and gradients by name: of the method's loss for every parameter
 * that is trained, with all exits, unless told otherwise. The gradient of a parameter that the loss does not reach is
 * zero. Call inside tf.tidy.
 */
export function gradientsOf(
  training: ModelAndMethod,
  parameters: Parameters<Tensor>,
  inputs: StepInputs,
  { total = training.method.loss, names = trainedNames(training), last }: Partial<Differentiated> = {},
): LossGradients {
  const { model, method } = training;
  const forward = (values: readonly Tensor[]) => {
    const p = { ...parameters, ...Object.fromEntries(names.map((name, i) => [name, values[i]])) };
    const parts = tokensOf(inputs);
    const masks = seededMasks(inputs.seed, rowCounts(parts));
    const exits = runExits(model, method.route, p, parts, masks, last);
    const scalars = exitLosses(exits, inputs.labels);
    const notes: Record<string, Scalar> = {};
    const y = total(lossInputs(exits, scalars, inputs, noteIn(notes)));
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

/** What every exit says without dropout. A route moves no values, so none is needed. Call inside tf.tidy. */
export function evaluateExits(
  model: MultiExit,
  parameters: Parameters<Tensor>,
  inputs: StepInputs,
): ExitOutput[] {
  const parts = tokensOf(inputs);
  return runExits(model, straight, parameters, parts, noDropout(parts.length));
}
