/**
 * Sums and maxima along an axis, without barriers and without a transpose: invocations reduce TERMS values each, in a
 * fixed order, until one value is left.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { filled } from './filled';
import { FlatProgram, integers, numbers } from './flatProgram';
import type { WebGpuBackend } from './types';

/** What one invocation reduces at most. */
export const TERMS = 64;

/** How two values become one. */
export interface Reduction {
  readonly name: 'sum' | 'max';
  readonly start: number;
  readonly startCode: string;
  /** The reduced `all` and a `value` more. */
  readonly next: string;
}

export const sums: Reduction = { name: 'sum', start: 0, startCode: '0.0', next: 'all + value' };

/** The largest value; NaN where one is NaN. */
export const maxima: Reduction = {
  name: 'max',
  start: Number.NEGATIVE_INFINITY,
  startCode: '-uniforms.INFINITY',
  next: 'select(all, value, isnan(value) || value > all)',
};

/** x [outer, length, inner] -> [outer, parts, inner]: part p reduces p, p + parts, p + 2·parts, ... and is divided. */
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

/** A tensor seen as [outer, length, inner]: `length` is what is reduced. */
export interface Extents {
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
}

/** x, float32, reduced along its middle extent, and divided: [outer, inner] values in the given shape. */
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
