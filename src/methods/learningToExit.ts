import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { gated, says } from '../exits/gated';
import { learnedExit } from '../policies/gates';
import { targetOf } from '../targets';
import type { ExitOutput, Method, Stage } from '../types';

/** How right an exit is about each example, [B]: 1[ŷ = y] of classes, 1 - tanh|ŷ - y| of numbers; a constant to the gradient. */
export function rightness({ logits }: ExitOutput, labels: Tensor1D): Tensor1D {
  return targetOf(logits.shape[1]).rightness(logits, labels);
}

/** mean_n (g_n - target_n)^2: how far an exit's gate is from what it should say. */
export function gateError({ extras }: ExitOutput, target: Tensor1D): Scalar {
  if (extras?.gates) return tf.mean(tf.squaredDifference(extras.gates, target));
  throw new Error(
    `expected an exit with a gate, got one that says ${Object.keys(extras ?? {}).join(', ') || 'no more'}`,
  );
}

/**
 * Learning to exit on top of a method, as in SWEET (Rotem et al. 2023, §5, Fig. 7 and Table 4, after Xin et al. 2021):
 * every exit m has a gate g_m = sigmoid(v_m·h_m + c_m) that learns whether its prediction is right, and
 * L = L_method + Σ_m mean_n (g_m - 1[ŷ_m = y])², with 1 - tanh|ŷ_m - y| for 1[ŷ_m = y] where y is a number. The error
 * of a gate reaches the blocks that the exit's own loss reaches. It is in the loss of every stage that trains the gate.
 * Throws LabError for a method that has gates.
 */
export function learningToExit(method: Method): Method {
  checkWithoutGates(method);
  return {
    ...method,
    name: `${method.name}-lte`,
    title: `${method.title}, learning to exit`,
    exit: gated(method.exit, 'per-exit'),
    loss: withGates(method.loss),
    stages: method.stages?.map((stage) => ({
      ...stage,
      loss: withGates(stage.loss ?? method.loss, stage.trains),
    })),
    decides: learnedExit,
  };
}

/** A loss with the errors of the gates that are trained: a frozen gate of an exit has not learned what it says. */
function withGates(loss: Method['loss'], trains: Stage['trains'] = () => true): Method['loss'] {
  return (inputs) => {
    const { exits, labels } = inputs;
    const isTrained = (_: ExitOutput, exit: number) =>
      trains({ name: `exits.${exit}.gate.weight`, exit, exits: exits.length });
    const errors = exits.filter(isTrained).map((exit) => gateError(exit, rightness(exit, labels)));
    return tf.addN([loss(inputs), ...errors]);
  };
}

function checkWithoutGates({ title, exit }: Method): void {
  if (!says(exit, 'gates')) return;
  throw new LabError(
    'learningToExit: expected a method without gates, such as sweet; ' +
      `got ${title}, which trains gates of its own, and one gate ` +
      'cannot learn two things: take the method as it is',
  );
}
