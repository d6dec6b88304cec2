/** Σ x² over many tensors. The partial sums of all tensors go into one tensor, which is then summed. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { SUM_OF_SQUARES } from '../../ops/clip';
import { reduceAxis, sums, TERMS } from './axisReduction';
import { FlatProgram, integers } from './flatProgram';
import type { WebGpuBackend } from './types';

/**
 * Part p of a tensor sums the squares of its elements p, p + parts, p + 2·parts, ... The parts start at `offset` of
 * the output.
 */
class PartialSquares extends FlatProgram {
  readonly variableNames = ['x'];
  readonly uniforms = 'length : i32, parts : i32, offset : i32,';

  constructor(all: number, parts: number) {
    super('partialSquares', [all], parts);
  }

  getUserCode(): string {
    return `
      ${this.readers}
      fn main(part : i32) {
        if (part >= uniforms.parts) { return; }
        var sum = 0.0;
        for (var i = part; i < uniforms.length; i += uniforms.parts) {
          let value = xAt(i);
          sum += value * value;
        }
        result[uniforms.offset + part] = sum;
      }`;
  }
}

/** Σ x² over tensors of any shapes, as a scalar. */
export const sumOfSquares: KernelConfig = {
  kernelName: SUM_OF_SQUARES,
  backendName: 'webgpu',
  kernelFunc({ inputs, backend }) {
    const gpu = backend as WebGpuBackend;
    const lengthOf = ({ shape }: TensorInfo) => tf.util.sizeFromShape(shape);
    const tensors = Object.values(inputs as Record<string, TensorInfo>).filter((x) => lengthOf(x) > 0);
    const partsOf = (x: TensorInfo) => Math.ceil(lengthOf(x) / TERMS);
    const all = tensors.reduce((sum, x) => sum + partsOf(x), 0);
    const squares = gpu.makeTensorInfo([all], 'float32');
    let offset = 0;
    for (const x of tensors) {
      const parts = partsOf(x);
      const uniforms = integers(lengthOf(x), parts, offset);
      gpu.runWebGPUProgram(new PartialSquares(all, parts), [x], 'float32', uniforms, squares);
      offset += parts;
    }
    const sum = reduceAxis(gpu, squares, sums, { outer: 1, length: all, inner: 1 }, []);
    gpu.disposeData(squares.dataId);
    return sum;
  },
};
