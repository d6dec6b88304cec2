import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** The numbers of the tensors that `make` makes, read as every backend can; no tensor is left. */
export async function hostValues(make: () => Tensor[]): Promise<Float32Array[]> {
  const tensors = tf.tidy(make);
  const values = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
  tf.dispose(tensors);
  return values;
}
