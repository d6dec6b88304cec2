/** Which kernels the backend runs on a device. */
import type { KernelConfig, KernelFunc } from '@tensorflow/tfjs-core';
import { kernelOf, useKernel } from '../kernels';
import { adamw } from './adamw';
import { addNInGroups } from './addN';
import { gelu, geluGradient } from './gelu';
import { layerNorm } from './layerNorm';
import { layerNormGradient } from './layerNormGradient';
import { everyReduction, reductionKernels, transposedOrWhole } from './reductions';
import { segmentSum } from './segmentSum';
import { softmaxGradient } from './softmaxGradient';
import { softwareMatMul } from './software/matMul';
import { softwareSoftmax } from './software/softmax';
import { sumOfSquares } from './sumOfSquares';
import { dropoutMask, uniformKernel } from './uniform';

const NAME = 'webgpu';

const replaced = new Map<string, KernelFunc>();

/** TensorFlow.js's kernel, whatever has been put in its place. */
function original(kernelName: string): KernelFunc {
  const kernel = replaced.get(kernelName) ?? kernelOf(kernelName, NAME);
  replaced.set(kernelName, kernel);
  return kernel;
}

/** What TensorFlow.js lacks, cannot do within a device's limits, or makes of many programs. */
const everywhere = (): KernelConfig[] => [
  ...[addNInGroups(original('AddN')), segmentSum, uniformKernel, dropoutMask],
  ...[adamw, sumOfSquares, softmaxGradient, gelu, geluGradient, layerNorm, layerNormGradient],
];

/** On a graphics card, which shares memory between invocations fast: TensorFlow.js's own. */
const onHardware = (): KernelConfig[] => [
  ...['BatchMatMul', 'Softmax'].map((kernelName) => ({
    kernelName,
    backendName: NAME,
    kernelFunc: original(kernelName),
  })),
  ...reductionKernels(original, transposedOrWhole),
];

/** On a driver that computes on the processor: kernels without shared memory. */
const onSoftware = (): KernelConfig[] => {
  for (const name of ['BatchMatMul', 'Softmax']) original(name);
  return [softwareMatMul, softwareSoftmax, ...reductionKernels(original, everyReduction)];
};

/** Registers them. */
export function chooseKernels(isSoftware: boolean): void {
  for (const kernel of [...everywhere(), ...(isSoftware ? onSoftware() : onHardware())]) useKernel(kernel);
}
