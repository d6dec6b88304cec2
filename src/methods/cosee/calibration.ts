/** COSEE's online signal calibration (OSC, He et al. 2025, §3.3). */
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { ExitSignal } from '../../types';

/** Over which internal exits the calibration loss is averaged. */
export interface ExitAverage {
  readonly name: string;
  /** losses [M - 1], 0 where `counted` [M - 1] is: an exit that has not both right and wrong samples. */
  of(losses: Tensor1D, counted: Tensor1D): Scalar;
}

/** Over the exits that have both kinds of sample, 0 where none has: the published code. */
export const contributingExits: ExitAverage = {
  name: 'contributing',
  of: (losses, counted) => tf.div(tf.sum(losses), tf.maximum(tf.sum(counted), 1)),
};

/** Over all M - 1, those without both kinds being 0: Eq. 6. */
export const internalExits: ExitAverage = { name: 'internal', of: (losses) => tf.mean(losses) };

const share = (kind: Tensor2D, count: Tensor1D): Tensor2D =>
  tf.div(kind, tf.expandDims(tf.maximum(count, 1), 1));

/**
 * L_OSC = mean over internal exits of max(0, mean of easy - mean of hard + ε) of a signal that is low for the easy, and of
 * hard - easy where it is high (Eq. 6 to 8). Easy are the samples that the exit has right, in this batch. scores [M - 1, N];
 * `right` [M - 1, N], 1 or 0, is a constant.
 */
export function calibrationLoss(
  exitsWhen: ExitSignal['exitsWhen'],
  scores: Tensor2D,
  right: Tensor2D,
  { margin, average }: { readonly margin: number; readonly average: ExitAverage },
): Scalar {
  const wrong = tf.sub<Tensor2D>(1, right);
  const easy = tf.sum<Tensor1D>(right, 1);
  const hard = tf.sum<Tensor1D>(wrong, 1);
  const gap = tf.sum<Tensor1D>(tf.mul(scores, tf.sub(share(right, easy), share(wrong, hard))), 1);
  const counted = tf.minimum<Tensor1D>(tf.minimum(easy, hard), 1);
  const inOrder = exitsWhen === 'score < threshold' ? gap : tf.neg(gap);
  return average.of(tf.mul(tf.relu(tf.add(inOrder, margin)), counted), counted);
}
