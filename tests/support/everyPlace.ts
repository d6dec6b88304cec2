import type { Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Places } from '../../src/ops/places';

/** The places of a batch without padding. */
export function everyPlace(count: number): Places {
  const all: Tensor1D = tf.range(0, count, 1, 'int32');
  return { places: all, tokens: all };
}
