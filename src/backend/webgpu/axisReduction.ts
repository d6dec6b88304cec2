/**
 * Sums and maxima along an axis, without barriers and without a transpose. Each invocation reduces up to TERMS values
 * in a fixed order. The reduction is repeated until one value is left.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { filled } from './filled';
import { FlatProgram, integers, numbers } from './flatProgram';
import type { WebGpuBackend } from './types';

/** The largest number of values that one invocation reduces. */
export const TERMS = 64;

/** The operation that combines two values. */
export interface Reduction {
  readonly name: 'sum' | 'max';
  readonly start: number;
  readonly startCode: string;
  /** The shader expression that combines the reduced `all` with the next `value`. */
  readonly next: string;
}

export const sums: Reduction = { name: 'sum', start: 0, startCode: '0.0', next: 'all + value' };

/** The largest value, or NaN if a value is NaN. */
export const maxima: Reduction = {
  name: 'max',
  start: Number.NEGATIVE_INFINITY,
  startCode: '-uniforms.INFINITY',
  next: 'select(all, value, isnan(value) || value > all)',
};

/**
 * x [outer, length, inner] -> [outer, parts, inner]. Part p reduces the values p, p + parts, p + 2·parts, ... and is
 * divided by `divisor`.
 */
class AxisReduction extends FlatProgram {
  readonly variableNames = ['x'];
  readonly uniforms = 'length : i32, parts : i32, inner : i32, divisor : f32,';
  readonly size = true;

  constructor(
    private readonly reduction: Reduction,
    { outer, inner }: Extents,
    parts: number,
  ) {
    super(`axis_${reduction.name}`, [outer, parts, inner], outer * parts * inner);
  }

  getUserCode(): string {
    return `
      ${this.readers}
      fn main(index : i32) {
        if (index >= uniforms.size) { return; }
        let column = index % uniforms.inner;
        let part = index / uniforms.inner % uniforms.parts;
        let row = index / uniforms.inner / uniforms.parts;
        var all = ${this.reduction.startCode};
        for (var i = part; i < uniforms.length; i += uniforms.parts) {
          let value = xAt((row * uniforms.length + i) * uniforms.inner + column);
          all = ${this.reduction.next};
        }
        result[index] = all / uniforms.divisor;
      }`;
  }
}

/** A tensor viewed as [outer, length, inner]. The axis `length` is reduced. */
export interface Extents {
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
}

/**
 * Reduces x (float32) along its middle axis and divides by `divisor`. Returns [outer, inner] values in the given
 * shape.
 */
export function reduceAxis(
  gpu: WebGpuBackend,
  x: TensorInfo,
  reduction: Reduction,
  extents: Extents,
  shape: number[],
  divisor = 1,
): TensorInfo {
  if (tf.util.sizeFromShape(x.shape) === 0) return filled(gpu, shape, reduction.start / divisor);
  const parts = Math.ceil(extents.length / TERMS);
  const uniforms = [...integers(extents.length, parts, extents.inner), ...numbers(parts === 1 ? divisor : 1)];
  const program = new AxisReduction(reduction, extents, parts);
  const reduced = gpu.runWebGPUProgram(program, [x], 'float32', uniforms);
  if (parts === 1) return { ...reduced, shape };
  const all = reduceAxis(gpu, reduced, reduction, { ...extents, length: parts }, shape, divisor);
  gpu.disposeData(reduced.dataId);
  return all;
}
