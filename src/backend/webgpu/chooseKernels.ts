/** Chooses the kernels for a device. */
import type { KernelConfig, KernelFunc } from '@tensorflow/tfjs-core';
import { kernelOf, useKernel } from '../kernels';
import { adamw } from './adamw';
import { addNInGroups } from './addN';
import { gelu, geluGradient } from './gelu';
import { layerNorm } from './layerNorm';
import { layerNormGradient } from './layerNormGradient';
import { orderedMatMul } from './orderedMatMul';
import { everyReduction, reductionKernels, transposedOrWhole } from './reductions';
import { segmentSum } from './segmentSum';
import { softmaxGradient } from './softmaxGradient';
import { softwareMatMul } from './software/matMul';
import { softwareSoftmax } from './software/softmax';
import { sumOfSquares } from './sumOfSquares';
import { dropoutMask, uniformKernel } from './uniform';

const NAME = 'webgpu';
const REPLACED = ['AddN', 'BatchMatMul', 'Softmax', 'Sum', 'Mean', 'Max'] as const;

type Originals = Readonly<Record<(typeof REPLACED)[number], KernelFunc>>;

let originals: Originals | undefined;

/** The kernels of TensorFlow.js, before any was replaced. */
function findOriginals(): Originals {
  originals ??= Object.fromEntries(REPLACED.map((name) => [name, kernelOf(name, NAME)])) as Originals;
  return originals;
}

/** Kernels that TensorFlow.js lacks, or that exceed the limits of a device, or that need many programs. */
const everywhere = (own: Originals): KernelConfig[] => [
  ...[addNInGroups(own.AddN), segmentSum, uniformKernel, dropoutMask],
  ...[adamw, sumOfSquares, softmaxGradient, gelu, geluGradient, layerNorm, layerNormGradient],
];

/** For a graphics card, whose invocations have fast shared memory: TensorFlow.js's kernels where they are fast. */
const onHardware = (own: Originals): KernelConfig[] => [
  orderedMatMul(own.BatchMatMul),
  { kernelName: 'Softmax', backendName: NAME, kernelFunc: own.Softmax },
  ...reductionKernels(own, transposedOrWhole),
];

/** For a driver that computes on the processor: kernels without shared memory. */
const onSoftware = (own: Originals): KernelConfig[] => [
  softwareMatMul(own.BatchMatMul),
  softwareSoftmax,
  ...reductionKernels(own, everyReduction),
];

/** Registers the kernels for a graphics card or for a software driver. They replace earlier ones. */
export function chooseKernels(isSoftware: boolean): void {
  const own = findOriginals();
  const chosen = isSoftware ? onSoftware(own) : onHardware(own);
  for (const kernel of [...everywhere(own), ...chosen]) useKernel(kernel);
}
