import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** The squared error (z_n - y_n)^2 of each example, [B]. predictions [B, 1], labels float32 [B]. */
export const squaredErrors = (predictions: Tensor2D, labels: Tensor1D): Tensor1D =>
  tf.squaredDifference(tf.reshape(predictions, [-1]), labels);

/** mean_n (z_n - y_n)^2: the loss of one exit of a regression task. predictions [B, 1], labels float32 [B]. */
export function meanSquaredError(predictions: Tensor2D, labels: Tensor1D): Scalar {
  return tf.mean(squaredErrors(predictions, labels));
}
