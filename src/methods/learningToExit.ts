import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { targetOf } from '../targets';
import type { ExitOutput, Method } from '../types';

/** How right an exit is about each example, [B]: 1[ŷ = y] of classes, 1 - tanh|ŷ - y| of numbers; a constant to the gradient. */
export function rightness({ logits }: ExitOutput, labels: Tensor1D): Tensor1D {
  return targetOf(logits.shape[1]).rightness(logits, labels);
}

/** mean_n (g_n - target_n)^2: how far an exit's gate is from what it should say. */
export function gateError({ gate, logits }: ExitOutput, target: Tensor1D): Scalar {
  if (gate) return tf.mean(tf.squaredDifference(gate, target));
  throw new Error(`expected an exit with a gate, got one with logits [${logits.shape}] alone`);
}

/**
 * Learning to exit on top of a method, as in SWEET (Rotem et al. 2023, §5, Fig. 7 and Table 4, after Xin et al. 2021):
 * every exit m has a gate g_m = sigmoid(v_m·h_m + c_m) that learns whether its prediction is right, and
 * L = L_method + Σ_m mean_n (g_m - 1[ŷ_m = y])², with 1 - tanh|ŷ_m - y| for 1[ŷ_m = y] where y is a number. The gate's
 * error reaches the blocks that the exit's own loss reaches. Throws LabError for a method that has gates.
 */
export function learningToExit(method: Method): Method {
  checkWithoutGates(method);
  return {
    ...method,
    name: `${method.name}-lte`,
    title: `${method.title}, learning to exit`,
    gates: 'per-exit',
    loss: (exitLosses, exits, labels, ...rest) =>
      tf.addN([
        method.loss(exitLosses, exits, labels, ...rest),
        ...exits.map((exit) => gateError(exit, rightness(exit, labels))),
      ]),
  };
}

function checkWithoutGates({ title, gates }: Method): void {
  if (!gates) return;
  throw new LabError(
    'learningToExit: expected a method without gates, such as sweet; ' +
      `got ${title}, which trains gates of its own, and one gate ` +
      'cannot learn two things: take the method as it is',
  );
}
