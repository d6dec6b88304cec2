import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './withGradient';

/** The identity in the forward pass. The backward pass multiplies the gradient by `factor`. */
export function scaleGradient<T extends Tensor>(x: T, factor: number): T {
  return withGradient([x], () => ({
    value: tf.clone(x),
    saved: [],
    gradient: (dy) => [tf.mul(dy, factor)],
  }));
}

/** `scaleGradient` by a factor that is a tensor, [1]. The gradient with respect to the factor is zero. */
export function scaleGradientBy<T extends Tensor>(x: T, factor: Tensor1D): T {
  return withGradient([x], () => ({
    value: tf.clone(x),
    saved: [factor],
    gradient: (dy, [by]) => [tf.mul(dy, by)],
  }));
}
