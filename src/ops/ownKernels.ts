/** Kernels that the lab adds to some backends, for what takes many operations of TensorFlow.js. */
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** Whether the backend in use has a kernel of that name. */
export const hasKernel = (name: string): boolean => tf.getKernel(name, tf.getBackend()) !== undefined;

/** What it makes: a tensor, or several. */
export function runKernel<T extends Tensor | Tensor[]>(
  name: string,
  inputs: Readonly<Record<string, Tensor>>,
  attributes: object = {},
): T {
  return tf.engine().runKernel(name, { ...inputs }, { ...attributes });
}
