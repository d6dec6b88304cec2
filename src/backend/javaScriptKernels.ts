/** Kernels that the plain JavaScript backend lacks. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { philoxUniform } from '../ops/philox';
import { statelessUniformKernel } from '../ops/statelessUniform';
import { useKernel } from './kernels';

/** The part of the backend that the kernel uses. */
interface JavaScriptBackend {
  readSync(dataId: object): Int32Array;
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): TensorInfo;
}

/** Registers the random numbers of `philoxUniform`. */
export function completeJavaScriptKernels(): void {
  useKernel(
    statelessUniformKernel('cpu', (backend, seed, { shape, place }) => {
      const host = backend as JavaScriptBackend;
      const values = philoxUniform(tf.util.sizeFromShape([...shape]), host.readSync(seed.dataId)[0], place);
      return host.makeTensorInfo([...shape], 'float32', values);
    }),
  );
}
