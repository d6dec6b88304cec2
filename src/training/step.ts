/** One step of a multi-exit model: its inputs, its losses and gradients, and the evaluation of its exits. */
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { deviceTokens, inParts, namedTokens, rowCounts, tokensOf } from '../encoders/tokens';
import { type MultiExit, parameterShapes, runExits } from '../exits';
import { differentiate } from '../ops/differentiate';
import { noDropout, seededMasks } from '../ops/dropout';
import { straight } from '../routes';
import { atStep } from '../routes/atStep';
import type { Batch, ExitOutput, LossInputs, Method, Parameters } from '../types';
import { exitLosses, type Given, lossInputs, noteIn } from './lossInputs';
import type { Barrier, LossGradients } from './objective';

/**
 * A multi-exit model, the method that trains it, and the names of the trained parameters. The default is all
 * parameters.
 */
export interface ModelAndMethod {
  readonly model: MultiExit;
  readonly method: Method;
  readonly trained?: readonly string[];
}

/** The names of the trained parameters. */
export const trainedNames = ({ model, trained }: ModelAndMethod): readonly string[] =>
  trained ?? Object.keys(parameterShapes(model));

/**
 * A batch on the device: its tokens in parts (`tokensOf`), labels float32 [B], the dropout seed int32 [1], schedule [K]
 * and memory [B].
 */
export type StepInputs = Parameters<Tensor> & {
  readonly labels: Tensor1D;
  readonly seed: Tensor1D;
  readonly schedule?: Tensor1D;
  readonly memory?: Tensor1D;
};

/** The inputs of a loss other than the outputs of the exits. */
export const givenBy = (
  { labels, seed, schedule, memory }: StepInputs,
  parameters: Parameters<Tensor>,
): Given => ({ labels, seed, schedule, memory, parameters });

/** Copies a batch to the device. Its examples are split into `parts` for the encoder. */
export function stepInputs(batch: Batch, seed: number, parts = 1): StepInputs {
  return {
    ...namedTokens(inParts(batch, parts).map(deviceTokens)),
    labels: tf.tensor1d(batch.labels),
    seed: tf.tensor1d([seed], 'int32'),
    ...(batch.schedule && { schedule: tf.tensor1d(batch.schedule) }),
    ...(batch.memory && { memory: tf.tensor1d(batch.memory) }),
  };
}

/** The scalar to differentiate, the parameters, and the last exit that runs. */
export interface Differentiated {
  total(inputs: LossInputs): Scalar;
  readonly names: readonly string[];
  /** Counted from 0. */
  readonly last: number;
}

/**
 * The losses of the exits that run, the notes of the loss, and the gradients by name. By default the method's loss is
 * differentiated for every trained parameter, with all exits. The gradient of a parameter on which the loss does not
 * depend is zero. Call it inside tf.tidy.
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
    const exits = runExits(model, atStep(method.route, inputs.schedule), p, parts, masks, last);
    const scalars = exitLosses(exits, inputs.labels);
    const notes: Record<string, Scalar> = {};
    const y = total(lossInputs(exits, scalars, givenBy(inputs, p), noteIn(notes)));
    return { y, beside: { losses: tf.stack(scalars) as Tensor1D, notes } };
  };
  const found = differentiate(
    names.map((name) => parameters[name]),
    forward,
  );
  const gradients = Object.fromEntries(names.map((name, i) => [name, found.gradients[i]]));
  return { ...found.beside, gradients };
}

/** The losses [E] and the gradients by name of one step. It is called inside tf.tidy. */
export type StepGradientsOf = (
  parameters: Parameters<Tensor>,
  inputs: StepInputs,
  barrier: Barrier,
) => LossGradients;

/** An algorithm for the gradients of a method's loss. Throws LabError if the algorithm is not valid for the method. */
export type Backward = (training: ModelAndMethod) => StepGradientsOf;

/**
 * The outputs of every exit without dropout. A route does not change values, so none is used. Call it inside tf.tidy.
 */
export function evaluateExits(
  model: MultiExit,
  parameters: Parameters<Tensor>,
  inputs: StepInputs,
): ExitOutput[] {
  const parts = tokensOf(inputs);
  return runExits(model, straight, parameters, parts, noDropout(parts.length));
}
