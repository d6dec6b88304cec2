import type { KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGpuBackend } from './types';

/**
 * AddN for any number of tensors. TensorFlow.js's kernel reads all tensors in one operation, but a device limits the
 * buffers of an operation, and the output needs one of them. So the tensors are added in groups of the largest size.
 */
export function addNInGroups(addN: KernelFunc): KernelConfig {
  const kernelFunc: KernelFunc = ({ inputs, attrs, backend }) => {
    const gpu = backend as WebGpuBackend;
    const most = gpu.device.limits.maxStorageBuffersPerShaderStage - 1;
    const run = (tensors: readonly TensorInfo[]) =>
      addN({ inputs: tensors as never, attrs, backend }) as TensorInfo;
    const [...left] = inputs as unknown as TensorInfo[];
    let sum = run(left.splice(0, most));
    while (left.length > 0) {
      const next = run([sum, ...left.splice(0, most - 1)]);
      gpu.disposeData(sum.dataId);
      sum = next;
    }
    return sum;
  };
  return { kernelName: 'AddN', backendName: 'webgpu', kernelFunc };
}
