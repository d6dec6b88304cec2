/** How a backend's kernels are found and replaced. */
import type { KernelConfig, KernelFunc } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** What a backend runs for an operation. */
export function kernelOf(kernelName: string, backendName: string): KernelFunc {
  const found = tf.getKernel(kernelName, backendName);
  if (!found) throw new Error(`the ${backendName} backend has no kernel ${kernelName}`);
  return found.kernelFunc;
}

/** Registers a kernel, in the place of the one there is. */
export function useKernel(config: KernelConfig): void {
  const { kernelName, backendName } = config;
  if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel(config);
}
