import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { bytesOf, inBytes, largestBuffer } from './webgpu/limits';
import type { Limits, WebGpuBackend } from './webgpu/types';

type Shapes = Readonly<Record<string, readonly number[]>>;

/**
 * Throws LabError if a parameter is larger than the largest buffer of the GPU. The error names the parameter and the
 * limit.
 */
export function checkFits(shapes: Shapes, limits: Limits): void {
  const most = largestBuffer(limits);
  for (const [name, shape] of Object.entries(shapes)) {
    const bytes = bytesOf({ shape });
    if (bytes <= most) continue;
    throw new LabError(
      `expected parameters that fit into a buffer of the GPU, which holds ${inBytes(most)} ` +
        `(the smaller of maxBufferSize and maxStorageBufferBindingSize); ${name} [${shape}] ` +
        `takes ${inBytes(bytes)}; use a smaller encoder, or EARLY_EXIT_BACKEND=tensorflow`,
    );
  }
}

/** `checkFits` for the current device, if it has such a limit. Call it before the parameters are created. */
export function checkParametersFit(shapes: Shapes): void {
  if (tf.getBackend() === 'webgpu') checkFits(shapes, (tf.backend() as WebGpuBackend).device.limits);
}
