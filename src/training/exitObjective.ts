import { members, parameterShapes } from '../exits';
import type { Batch } from '../types';
import { combinedBackward } from './combined';
import type { Objective } from './objective';
import { partsOf } from './parts';
import {
  type Backward,
  gradientsOf,
  type ModelAndMethod,
  type StepInputs,
  stepInputs,
  trainedNames,
} from './step';

/** A multi-exit model, its method, and the clipping of its gradients. */
export interface ExitTraining extends ModelAndMethod {
  /** The gradients of each encoder are clipped to this global norm. */
  readonly maximumNorm: number;
  /** Factors of the learning rate by the name of a trained parameter. Default: 1. */
  readonly rateFactors?: Readonly<Record<string, number>>;
}

/** Runs all exits forward, then all backward. If the method combines gradients, each exit runs separately. */
export const wholeBackward: Backward = (training) => {
  if (training.method.combine) return combinedBackward(training);
  return (parameters, inputs) => gradientsOf(training, parameters, inputs);
};

/**
 * The objective of a multi-exit model, with losses [E]. Gradients are clipped for each encoder separately, so each
 * member of a Multi-Model is clipped alone.
 */
export function exitObjective(
  training: ExitTraining,
  backward: Backward = wholeBackward,
): Objective<Batch, StepInputs> {
  const { model, maximumNorm, rateFactors } = training;
  const trained = trainedNames(training);
  const groups = members(model).map(({ prefix }) => trained.filter((name) => name.startsWith(prefix)));
  return {
    shapes: parameterShapes(model),
    trained,
    rateFactors,
    groups: groups.filter((names) => names.length > 0),
    maximumNorm,
    feeds: (batch, seed) => stepInputs(batch, seed, partsOf(model)),
    gradients: backward(training),
  };
}
