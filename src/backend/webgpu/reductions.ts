/** Sum, Mean and Max along neighbouring axes. */
import type { KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type Extents, maxima, type Reduction, reduceAxis, sums } from './axisReduction';
import type { WebGpuBackend } from './types';

/** Whether the lab's kernel computes a reduction. TensorFlow.js computes the others. */
export type Takes = (extents: Extents) => boolean;

/**
 * The reductions in which TensorFlow.js is slow on every device. It transposes a tensor whose reduced axis is not the
 * last, and it sums a whole tensor in one workgroup.
 */
export const transposedOrWhole: Takes = ({ outer, inner }) => inner > 1 || outer === 1;

export const everyReduction: Takes = () => true;

interface Attributes {
  readonly axis?: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims: boolean;
}

const product = tf.util.sizeFromShape;

/** [outer, length, inner] of a shape whose `axes` are reduced. Returns null if the axes are not adjacent. */
function extentsOf(shape: readonly number[], axes: readonly number[]): Extents | null {
  const first = Math.min(...axes);
  const end = Math.max(...axes) + 1;
  if (end - first !== axes.length) return null;
  const size = (from: number, to: number) => product(shape.slice(from, to));
  return { outer: size(0, first), length: size(first, end), inner: size(end, shape.length) };
}

const everyAxis = ({ shape }: TensorInfo): number[] => shape.map((_, i) => i);

/** A kernel of one reduction. Mean is a divided sum. */
function reductionKernel(
  kernelName: 'Sum' | 'Mean' | 'Max',
  reduction: Reduction,
  takes: Takes,
  own: KernelFunc,
): KernelConfig {
  const kernelFunc: KernelFunc = ({ inputs, attrs, backend }) => {
    const x = inputs.x as TensorInfo;
    const { axis, reductionIndices, keepDims } = attrs as unknown as Attributes;
    const axes = tf.util.parseAxisParam(axis ?? reductionIndices ?? everyAxis(x), x.shape);
    const extents = extentsOf(x.shape, axes);
    if (!extents || x.dtype !== 'float32' || !takes(extents)) return own({ inputs, attrs, backend });
    const reduced = (size: number, i: number) => (axes.includes(i) ? 1 : size);
    const kept = x.shape.map(reduced);
    const shape = keepDims ? kept : kept.filter((_, i) => !axes.includes(i));
    const divisor = kernelName === 'Mean' ? extents.length : 1;
    return reduceAxis(backend as WebGpuBackend, x, reduction, extents, shape, divisor);
  };
  return { kernelName, backendName: 'webgpu', kernelFunc };
}

/** The three kernels. `own` holds the kernels of TensorFlow.js. */
export const reductionKernels = (
  own: Readonly<Record<'Sum' | 'Mean' | 'Max', KernelFunc>>,
  takes: Takes,
): KernelConfig[] => [
  reductionKernel('Sum', sums, takes, own.Sum),
  reductionKernel('Mean', sums, takes, own.Mean),
  reductionKernel('Max', maxima, takes, own.Max),
];
