/** COSEE's online signal calibration (OSC, He et al. 2025, §3.3). */
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { ExitSignal } from '../../types';

/** The average of the calibration loss over internal exits. */
export interface ExitAverage {
  readonly name: string;
  /** losses [M - 1] and counted [M - 1]. An exit without both right and wrong samples has 0 in both. */
  of(losses: Tensor1D, counted: Tensor1D): Scalar;
}

/** The average over the exits with both right and wrong samples, 0 if there are none: the published code. */
export const contributingExits: ExitAverage = {
  name: 'contributing',
  of: (losses, counted) => tf.div(tf.sum(losses), tf.maximum(tf.sum(counted), 1)),
};

/** The average over all M - 1 internal exits, where exits without both kinds count as 0: Eq. 6. */
export const internalExits: ExitAverage = { name: 'internal', of: (losses) => tf.mean(losses) };

const share = (kind: Tensor2D, count: Tensor1D): Tensor2D =>
  tf.div(kind, tf.expandDims(tf.maximum(count, 1), 1));

/**
 * L_OSC = mean over internal exits of max(0, mean_easy(s) - mean_hard(s) + ε) for a signal s that is low for easy
 * samples, and max(0, mean_hard(s) - mean_easy(s) + ε) for one that is high (Eq. 6 to 8). Easy samples are those of
 * this batch that the exit predicts correctly. scores [M - 1, N]; right [M - 1, N] is 1 or 0 and a constant for the
 * gradient.
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
