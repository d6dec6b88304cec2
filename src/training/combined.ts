/** Back-propagation of each exit or each term separately, for methods that combine their gradients. */
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
 * Computes g_i = ∂L_i/∂θ for each term i of the method's loss, L = Σ_i L_i. For each group of parameters, the method's
 * `combine` gets one gradient vector for each term. Without `terms`, there is a term L_i(exit i) for each exit, for which
 * the model runs only up to exit i. Throws LabError if the loss is then not a sum over exits.
 */
export const combinedBackward: Backward = (training) => {
  const { model, method } = training;
  const { combine, terms } = method;
  if (!combine) throw new LabError(`expected a method that combines gradients, got ${method.title}`);
  if (!terms) checkSeparable(training);
  const trained = new Set(trainedNames(training));
  const groups = parameterGroups(model).map((names) => names.filter((name) => trained.has(name)));
  return (parameters, inputs) => {
    const found = terms
      ? Object.keys(terms).map((term) => gradientsOfTerm(training, term, parameters, inputs))
      : model.depths.map((_, exit) => gradientsOfExit(training, exit, trained, parameters, inputs));
    const { losses, notes } = found[found.length - 1];
    const ofTerms = found.map(({ gradients }) => gradients);
    const moved = groups
      .filter((names) => names.length > 0)
      .map((names) => combined(combine, names, ofTerms, parameters));
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

/** The gradients of one of the method's `terms`, and the losses and notes. */
function gradientsOfTerm(
  training: ModelAndMethod,
  name: string,
  parameters: Parameters<Tensor>,
  inputs: StepInputs,
) {
  const { loss, terms = {} } = training.method;
  const total = (given: LossInputs): Scalar => {
    loss(given);
    return terms[name]({ ...given, note: () => undefined });
  };
  return gradientsOf(training, parameters, inputs, { total });
}

/** The combined gradients of one group, by parameter name. */
function combined(
  combine: Combine,
  names: readonly string[],
  ofTerms: readonly Parameters<Tensor>[],
  parameters: Parameters<Tensor>,
): Record<string, Tensor> {
  const reached = ofTerms.filter((gradients) => names.some((name) => name in gradients));
  const vectors = reached.map((gradients) =>
    tf.concat(names.map((name) => tf.reshape(gradients[name] ?? tf.zerosLike(parameters[name]), [-1]))),
  );
  const whole = combine(vectors as Tensor1D[]);
  const sizes = names.map((name) => parameters[name].size);
  const parts = tf.split(whole, sizes);
  return Object.fromEntries(names.map((name, i) => [name, tf.reshape(parts[i], parameters[name].shape)]));
}
