/** Finds and replaces the kernels of a backend. */
import type { KernelConfig, KernelFunc } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** The kernel function of a backend. Throws Error if there is none. */
export function kernelOf(kernelName: string, backendName: string): KernelFunc {
  const found = tf.getKernel(kernelName, backendName);
  if (!found) throw new Error(`the ${backendName} backend has no kernel ${kernelName}`);
  return found.kernelFunc;
}

/** Registers a kernel. It replaces a registered kernel of the same name. */
export function useKernel(config: KernelConfig): void {
  const { kernelName, backendName } = config;
  if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel(config);
}
