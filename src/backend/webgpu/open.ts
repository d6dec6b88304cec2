import * as tf from '@tensorflow/tfjs-core';
import { kernelOf, useKernel } from '../kernels';
import { adapterFacts, findAdapter, limitsOf } from './adapter';
import { addNInGroups } from './addN';
import { guardedBackend } from './guarded';
import { segmentSum } from './segmentSum';
import type { WebGpuBackendClass } from './types';
import { uniformKernel } from './uniform';

const NAME = 'webgpu';

let kernelsAreReady = false;

/** What TensorFlow.js's kernels lack, or cannot do within a device's limits; once a process. */
function completeKernels(): void {
  if (kernelsAreReady) return;
  useKernel(addNInGroups(kernelOf('AddN', NAME)));
  useKernel(segmentSum);
  useKernel(uniformKernel);
  kernelsAreReady = true;
}

/**
 * Registers the backend 'webgpu' on the fastest adapter, with all that the adapter allows, in the place of one whose
 * device was lost. Gives what a record keeps of the adapter. Throws LabError where there is no adapter.
 */
export async function openWebGpu(onLost: () => void): Promise<Record<string, string>> {
  const adapter = await findAdapter();
  const device = await adapter.requestDevice({ requiredLimits: limitsOf(adapter) });
  const { WebGPUBackend } = require('@tensorflow/tfjs-backend-webgpu') as {
    WebGPUBackend: WebGpuBackendClass;
  };
  if (tf.findBackendFactory(NAME)) tf.removeBackend(NAME);
  tf.registerBackend(NAME, () => guardedBackend(WebGPUBackend, device, adapter.info, onLost));
  completeKernels();
  return adapterFacts(adapter);
}
