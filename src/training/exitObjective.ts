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

/** How a multi-exit model is trained. */
export interface ExitTraining extends ModelAndMethod {
  /** Gradients of each encoder are clipped to this global norm. */
  readonly maximumNorm: number;
}

/** All exits forward, then all backward; exit by exit where the method combines their gradients. */
export const wholeBackward: Backward = (training) => {
  if (training.method.combine) return combinedBackward(training);
  return (parameters, inputs) => gradientsOf(training, parameters, inputs);
};

/** Losses [E] of the exits; gradients are clipped encoder by encoder, every Multi-Model member alone. */
export function exitObjective(
  training: ExitTraining,
  backward: Backward = wholeBackward,
): Objective<Batch, StepInputs> {
  const { model, maximumNorm } = training;
  const trained = trainedNames(training);
  const groups = members(model).map(({ prefix }) => trained.filter((name) => name.startsWith(prefix)));
  return {
    shapes: parameterShapes(model),
    trained,
    groups: groups.filter((names) => names.length > 0),
    maximumNorm,
    feeds: (batch, seed) => stepInputs(batch, seed, partsOf(model)),
    gradients: backward(training),
  };
}
