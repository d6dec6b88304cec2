import * as tf from '@tensorflow/tfjs-core';
import { adapterFacts, findAdapter, limitsOf } from './adapter';
import { chooseKernels } from './chooseKernels';
import { guardedBackend } from './guarded';
import type { WebGpuBackendClass } from './types';

const NAME = 'webgpu';

/**
 * Registers the backend 'webgpu' on the fastest adapter, with all limits that the adapter allows. It replaces a
 * backend whose device was lost. Returns the facts about the adapter for records. Throws LabError if there is no
 * adapter.
 */
export async function openWebGpu(onLost: () => void): Promise<Record<string, string>> {
  const adapter = await findAdapter();
  const device = await adapter.requestDevice({ requiredLimits: limitsOf(adapter) });
  const { WebGPUBackend } = require('@tensorflow/tfjs-backend-webgpu') as {
    WebGPUBackend: WebGpuBackendClass;
  };
  if (tf.findBackendFactory(NAME)) tf.removeBackend(NAME);
  tf.registerBackend(NAME, () => guardedBackend(WebGPUBackend, device, adapter.info, onLost));
  chooseKernels(adapter.info.isFallbackAdapter);
  return adapterFacts(adapter);
}
