import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './withGradient';

/** The value `of()`, computed from x. The gradient with respect to x is zero. */
export function constant<T extends Tensor>(x: Tensor, of: () => T): T {
  return withGradient([x], () => ({ value: of(), saved: [], gradient: () => [tf.zeros(x.shape)] }));
}

/** The identity in the forward pass. The backward pass gives a zero gradient. SWEET, section 4.1. */
export function stopGradient<T extends Tensor>(x: T): T {
  return withGradient([x], () => ({
    value: tf.clone(x),
    saved: [],
    gradient: (dy) => [tf.zerosLike(dy)],
  }));
}
