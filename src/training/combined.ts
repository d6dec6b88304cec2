/** Back-propagation of each exit separately, for methods that combine the gradients of the exits. */
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { parameterGroups, parametersReached } from '../exits';
import type { Combine, LossInputs, Parameters } from '../types';
import { checkSeparable, lossOfOneExit } from './separable';
import {
  type Backward,
  givenBy,
  gradientsOf,
  type ModelAndMethod,
  type StepInputs,
  trainedNames,
} from './step';

/**
 * Computes g_i = ∂L_i/∂θ for each exit i, where the method's loss is L = Σ_i L_i(exit i). For each group of
 * parameters, the method's `combine` gets one gradient vector for each exit. For g_i the model runs only up to exit i.
 * Throws LabError if the loss is not a sum over exits.
 */
export const combinedBackward: Backward = (training) => {
  const { model, method } = training;
  const { combine } = method;
  if (!combine) throw new LabError(`expected a method that combines gradients, got ${method.title}`);
  checkSeparable(training);
  const trained = new Set(trainedNames(training));
  const groups = parameterGroups(model).map((names) => names.filter((name) => trained.has(name)));
  return (parameters, inputs) => {
    const found = model.depths.map((_, exit) => gradientsOfExit(training, exit, trained, parameters, inputs));
    const { losses, notes } = found[found.length - 1];
    const ofExits = found.map(({ gradients }) => gradients);
    const moved = groups
      .filter((names) => names.length > 0)
      .map((names) => combined(combine, names, ofExits, parameters));
    return { losses, notes, gradients: Object.assign({}, ...moved) };
  };
};

/**
 * The gradients of one exit's term of the loss. The result of the last exit also has the losses and notes of all exits.
 */
function gradientsOfExit(
  training: ModelAndMethod,
  exit: number,
  trained: ReadonlySet<string>,
  parameters: Parameters<Tensor>,
  inputs: StepInputs,
) {
  const names = parametersReached(training.model, exit).filter((name) => trained.has(name));
  const isLast = exit === training.model.depths.length - 1;
  const total = (given: LossInputs): Scalar => {
    if (isLast) training.method.loss(given);
    const values = { loss: given.losses[exit], output: given.exits[exit] };
    return lossOfOneExit(training, exit, values, givenBy(inputs, given.parameters));
  };
  return gradientsOf(training, parameters, inputs, { total, names, last: exit });
}

/** The combined gradients of one group, by parameter name. */
function combined(
  combine: Combine,
  names: readonly string[],
  ofExits: readonly Parameters<Tensor>[],
  parameters: Parameters<Tensor>,
): Record<string, Tensor> {
  const reached = ofExits.filter((gradients) => names.some((name) => name in gradients));
  const vectors = reached.map((gradients) =>
    tf.concat(names.map((name) => tf.reshape(gradients[name] ?? tf.zerosLike(parameters[name]), [-1]))),
  );
  const whole = combine(vectors as Tensor1D[]);
  const sizes = names.map((name) => parameters[name].size);
  const parts = tf.split(whole, sizes);
  return Object.fromEntries(names.map((name, i) => [name, tf.reshape(parts[i], parameters[name].shape)]));
}
