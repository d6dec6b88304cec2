/**
 * UnsortedSegmentSum on WebGPU, deterministic. TensorFlow.js's kernel transposes the whole output and adds in no
 * fixed order. This kernel touches only the rows that occur and adds them in their order.
 */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { filled } from './filled';
import { FlatProgram, integers } from './flatProgram';
import type { WebGpuBackend } from './types';

/**
 * For each of N ids: the index of the next equal id, or N if no equal id follows. If an equal id comes before, the
 * number is encoded as -1 - index.
 */
class SegmentLinks extends FlatProgram {
  readonly variableNames = ['ids'];
  readonly uniforms = 'count : i32,';

  constructor(count: number) {
    super('segmentLinks', [count], count);
  }

  getUserCode(): string {
    return `
      fn main(index : i32) {
        if (index >= uniforms.count) { return; }
        let id = ids[index];
        var next = index + 1;
        while (next < uniforms.count && ids[next] != id) { next++; }
        var before = index - 1;
        while (before >= 0 && ids[before] != id) { before--; }
        result[index] = select(-1 - next, next, before < 0);
      }`;
  }
}

/** Sums the rows [W] of each chain of links into the row of its id. */
class LinkedSum extends FlatProgram {
  readonly variableNames = ['x', 'ids', 'links'];
  readonly uniforms = 'count : i32, width : i32, segments : i32,';

  constructor(
    shape: number[],
    count: number,
    width: number,
    private readonly element: 'f32' | 'i32',
  ) {
    super(`linkedSum_${element}`, shape, count * width);
  }

  getUserCode(): string {
    return `
      fn main(index : i32) {
        if (index >= uniforms.count * uniforms.width) { return; }
        let first = index / uniforms.width;
        let column = index % uniforms.width;
        let id = ids[first];
        if (links[first] < 0 || id < 0 || id >= uniforms.segments) { return; }
        var sum = ${this.element}(x[index]);
        var row = links[first];
        while (row < uniforms.count) {
          sum += ${this.element}(x[row * uniforms.width + column]);
          row = -1 - links[row];
        }
        result[id * uniforms.width + column] = sum;
      }`;
  }
}

/** Sums the rows of x [N, ...] by their segment ids int32 [N]: [numSegments, ...]. Ids out of range are ignored. */
export const segmentSum: KernelConfig = {
  kernelName: 'UnsortedSegmentSum',
  backendName: 'webgpu',
  kernelFunc({ inputs, attrs, backend }) {
    const gpu = backend as WebGpuBackend;
    const { x, segmentIds } = inputs as Record<string, TensorInfo>;
    const { numSegments } = attrs as unknown as { numSegments: number };
    const [count, ...row] = x.shape;
    const width = tf.util.sizeFromShape(row);
    const shape = [numSegments, ...row];
    const dtype = x.dtype === 'float32' ? 'float32' : 'int32';
    const zeros = filled(gpu, shape, 0, dtype);
    if (count * width === 0) return zeros;
    const links = gpu.runWebGPUProgram(new SegmentLinks(count), [segmentIds], 'int32', integers(count));
    const uniforms = integers(count, width, numSegments);
    const program = new LinkedSum(shape, count, width, dtype === 'float32' ? 'f32' : 'i32');
    const sums = gpu.runWebGPUProgram(program, [x, segmentIds, links], dtype, uniforms, zeros);
    gpu.disposeData(links.dataId);
    return sums;
  },
};
