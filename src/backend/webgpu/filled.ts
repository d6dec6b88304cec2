import type { TensorInfo } from '@tensorflow/tfjs-core';
import { kernelOf } from '../kernels';
import type { WebGpuBackend } from './types';

/** A float32 tensor of one value. */
export const filled = (backend: WebGpuBackend, shape: number[], value: number): TensorInfo =>
  kernelOf(
    'Fill',
    'webgpu',
  )({ inputs: {}, attrs: { shape, value, dtype: 'float32' }, backend }) as TensorInfo;
