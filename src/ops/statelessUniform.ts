import type { KernelConfig, Tensor, Tensor1D, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { FLOAT, INT32, tensorflow, typeAttribute } from './tensorflow';

/** The name of the kernel that draws random numbers on backends other than TensorFlow. */
export const STATELESS_UNIFORM = 'StatelessUniform';

/** The attributes of the kernel. Its input is `seed`, an int32 tensor [1]. */
export interface StatelessUniformAttributes {
  readonly shape: readonly number[];
  readonly place: number;
}

/** The kernel for one backend. `draw` computes the numbers, which must equal those of `philoxUniform`. */
export const statelessUniformKernel = (
  backendName: string,
  draw: (backend: unknown, seed: TensorInfo, attributes: StatelessUniformAttributes) => TensorInfo,
): KernelConfig => ({
  kernelName: STATELESS_UNIFORM,
  backendName,
  kernelFunc: ({ inputs, attrs, backend }) =>
    draw(backend, inputs.seed as TensorInfo, attrs as unknown as StatelessUniformAttributes),
});

/**
 * Uniform numbers in [0, 1) that are a function of `seed` (int32 [1]), place and shape. They are the same on every
 * backend.
 */
export function statelessUniform(shape: readonly number[], seed: Tensor1D, place: number): Tensor {
  const backend = tensorflow();
  if (!backend) {
    return tf.engine().runKernel(STATELESS_UNIFORM, { seed }, { shape: [...shape], place });
  }
  const key = tf.concat([seed, tf.tensor1d([place], 'int32')]);
  const types = [typeAttribute('dtype', FLOAT), typeAttribute('T', INT32), typeAttribute('Tseed', INT32)];
  return backend.executeSingleOutput('StatelessRandomUniform', types, [
    tf.tensor1d([...shape], 'int32'),
    key,
  ]);
}
