import type { Tensor } from '@tensorflow/tfjs-core';
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
