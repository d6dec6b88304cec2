/** Kernels that the lab adds to some backends. Each replaces many operations of TensorFlow.js. */
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** Whether the current backend has a kernel of this name. */
export const hasKernel = (name: string): boolean => tf.getKernel(name, tf.getBackend()) !== undefined;

/** Runs a kernel of the current backend. Returns one tensor or several, depending on the kernel. */
export function runKernel<T extends Tensor | Tensor[]>(
  name: string,
  inputs: Readonly<Record<string, Tensor>>,
  attributes: object = {},
): T {
  return tf.engine().runKernel(name, { ...inputs }, { ...attributes });
}
