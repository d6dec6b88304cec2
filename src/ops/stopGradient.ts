import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './withGradient';

/** What `of` makes of x; to the gradient a constant. */
export function constant<T extends Tensor>(x: Tensor, of: () => T): T {
  return withGradient([x], () => ({ value: of(), saved: [], gradient: () => [tf.zeros(x.shape)] }));
}

/** The same values; nothing flows back through them. SWEET, section 4.1. */
export function stopGradient<T extends Tensor>(x: T): T {
  return withGradient([x], () => ({
    value: tf.clone(x),
    saved: [],
    gradient: (dy) => [tf.zerosLike(dy)],
  }));
}
