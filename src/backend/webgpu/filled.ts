import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { kernelOf } from '../kernels';
import type { WebGpuBackend } from './types';

/** A tensor whose elements all have one value. */
export const filled = (
  backend: WebGpuBackend,
  shape: number[],
  value: number,
  dtype: DataType = 'float32',
): TensorInfo =>
  kernelOf('Fill', 'webgpu')({ inputs: {}, attrs: { shape, value, dtype }, backend }) as TensorInfo;
