/** A matrix of scores by distance, as one of scores by position. */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * y[r, s] = x[r, s - r + T] for x [.., .., T, 2T]: [.., .., T, T]. Column 0 of x is not read. Row r of y starts
 * T + r·(2T - 1) numbers after the start of x, so y is x read in rows of 2T - 1 numbers, from the T-th number on.
 */
export function skew(x: Tensor4D): Tensor4D {
  const [outer, inner, T, width] = x.shape;
  const lines = tf.reshape(x, [outer, inner, width, T]) as Tensor4D;
  const later = tf.slice(lines, [0, 0, 1, 0], [outer, inner, width - 1, T]);
  const lined = tf.reshape(later, [outer, inner, T, width - 1]) as Tensor4D;
  return tf.slice(lined, [0, 0, 0, 0], [outer, inner, T, T]);
}

/** The gradient of `skew`: each number of dy [.., .., T, T] at its place in [.., .., T, 2T], and 0 elsewhere. */
export function unskew(dy: Tensor4D): Tensor4D {
  const [outer, inner, T] = dy.shape;
  const none: [number, number] = [0, 0];
  const lines = tf.reshape(tf.pad(dy, [none, none, none, [0, T - 1]]), [outer, inner, 2 * T - 1, T]);
  return tf.reshape(tf.pad(lines, [none, none, [1, 0], none]), [outer, inner, T, 2 * T]);
}
