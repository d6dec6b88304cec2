import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { FLOAT, INT32, tensorflow, typeAttribute } from './tensorflow';

/**
 * Draws the mask of the next place that drops: 0 for a share `rate` of the elements, 1/(1 - rate) for the rest.
 * null where nothing is to be dropped.
 */
export type DropoutMasks = (shape: readonly number[], rate: number) => Tensor | null;

/** For evaluation. */
export const noDropout: DropoutMasks = () => null;

/** x with a mask applied. */
export function dropout<T extends Tensor>(x: T, mask: Tensor | null): T {
  return mask ? tf.mul<T>(x, mask) : x;
}

/** Uniform numbers in [0, 1) that depend on the backend, `seed` (int32 [1]) and the place alone. */
function uniform(shape: readonly number[], seed: Tensor1D, place: number): Tensor {
  const backend = tensorflow();
  if (!backend) return tf.randomUniform([...shape], 0, 1, 'float32', seed.dataSync()[0] * 1009 + place);
  const key = tf.concat([seed, tf.tensor1d([place], 'int32')]);
  const types = [typeAttribute('dtype', FLOAT), typeAttribute('T', INT32), typeAttribute('Tseed', INT32)];
  return backend.executeSingleOutput('StatelessRandomUniform', types, [
    tf.tensor1d([...shape], 'int32'),
    key,
  ]);
}

/** Masks for one training step. Its seed is a tensor, so that a captured step can be fed the next one. */
export function seededMasks(seed: Tensor1D): DropoutMasks {
  let places = 0;
  return (shape, rate) => {
    if (rate === 0) return null;
    const kept = tf.greaterEqual(uniform(shape, seed, places++), rate);
    return tf.mul(tf.cast(kept, 'float32'), 1 / (1 - rate));
  };
}
