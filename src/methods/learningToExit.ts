import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { gated, says } from '../exits/gated';
import { learnedExit } from '../policies/gates';
import { targetOf } from '../targets';
import type { ExitOutput, Method, Stage } from '../types';

/**
 * How right an exit is for each example, [B]: 1[ŷ = y] for classes, 1 - tanh|ŷ - y| for regression. It is a constant
 * for the gradient.
 */
export function rightness({ logits }: ExitOutput, labels: Tensor1D): Tensor1D {
  return targetOf(logits.shape[1]).rightness(logits, labels);
}

/** mean_n (g_n - target_n)^2: the error of an exit's gate. */
export function gateError({ extras }: ExitOutput, target: Tensor1D): Scalar {
  if (extras?.gates) return tf.mean(tf.squaredDifference(extras.gates, target));
  throw new Error(
    `expected an exit with a gate, got an exit with the extras ${Object.keys(extras ?? {}).join(', ') || 'none'}`,
  );
}

/**
 * Adds learning to exit to a method, as in SWEET (Rotem et al. 2023, §5, Fig. 7 and Table 4, after Xin et al. 2021).
 * Every exit m has a gate g_m = sigmoid(v_m·h_m + c_m), which learns whether the prediction of the exit is right:
 * L = L_method + Σ_m mean_n (g_m - 1[ŷ_m = y])², with 1 - tanh|ŷ_m - y| for 1[ŷ_m = y] in regression.
 * The gradient of the gate's error flows to the same blocks as that of the exit's loss. The error is part of the loss
 * of every stage that trains the gate. Throws LabError for a method that already has gates.
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

/** A loss with the errors of the trained gates. A frozen gate has no error term, because it cannot learn. */
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
      `got ${title}, which already trains gates; ` +
      'use the method without learningToExit',
  );
}
