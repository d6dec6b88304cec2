import type { Scalar } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Method } from '../types';

/**
 * Σ_j w_j·L_j with weights that go by the place of the exit: `weightOf` is called with j, counted from 1, and E.
 * Weights of 1 give Early-Exit.
 */
export const weightedLoss =
  (weightOf: (exit: number, exits: number) => number): Method['loss'] =>
  ({ losses }) =>
    tf.addN(losses.map((loss, e) => tf.mul<Scalar>(loss, weightOf(e + 1, losses.length))));
