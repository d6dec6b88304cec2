/**
 * Three repairs of the WASM backend. It lacks UnsortedSegmentSum, which the gradient of an embedding needs. It lacks
 * stateless random numbers. Its BatchMatMul is slow on transposed operands, so the operands are transposed first.
 */

import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { philoxUniform } from '../ops/philox';
import { statelessUniformKernel } from '../ops/statelessUniform';
import { kernelOf, useKernel } from './kernels';

/** The part of the WASM backend that the kernels use. */
interface WasmMemory {
  makeOutput(shape: number[], dtype: 'float32'): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): Float32Array | Int32Array;
  disposeData(dataId: object): boolean;
}

const segmentSum: KernelFunc = ({ inputs, attrs, backend }) => {
  const memory = backend as WasmMemory;
  const { x, segmentIds } = inputs as Record<string, TensorInfo>;
  const { numSegments } = attrs as unknown as { numSegments: number };
  const output = memory.makeOutput([numSegments, ...x.shape.slice(segmentIds.shape.length)], 'float32');
  const sums = memory.typedArrayFromHeap(output).fill(0);
  const values = memory.typedArrayFromHeap(x);
  const ids = memory.typedArrayFromHeap(segmentIds);
  const width = ids.length === 0 ? 0 : values.length / ids.length;
  ids.forEach((id, row) => {
    for (let i = 0; i < width; i++) sums[id * width + i] += values[row * width + i];
  });
  return output;
};

/** BatchMatMul, whose operands are transposed in a separate step first. */
function transposingFirst(matMul: KernelFunc, transpose: KernelFunc): KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const { transposeA, transposeB } = attrs as unknown as { transposeA: boolean; transposeB: boolean };
    const made: TensorInfo[] = [];
    const straight = (x: TensorInfo, transposed: boolean): TensorInfo => {
      if (!transposed) return x;
      const perm = x.shape.map((_, axis) => axis);
      perm.push(...perm.splice(-2).reverse());
      const result = transpose({ inputs: { x }, attrs: { perm }, backend }) as TensorInfo;
      made.push(result);
      return result;
    };
    const { a, b } = inputs as Record<string, TensorInfo>;
    const product = matMul({
      inputs: { a: straight(a, transposeA), b: straight(b, transposeB) },
      attrs: { ...attrs, transposeA: false, transposeB: false },
      backend,
    });
    for (const { dataId } of made) (backend as WasmMemory).disposeData(dataId);
    return product;
  };
}

const uniform = statelessUniformKernel('wasm', (backend, seed, { shape, place }) => {
  const memory = backend as WasmMemory;
  const output = memory.makeOutput([...shape], 'float32');
  const values = memory.typedArrayFromHeap(output);
  values.set(philoxUniform(values.length, memory.typedArrayFromHeap(seed)[0], place));
  return output;
});

/** Registers the three kernels. Call it once in each process. */
export function repairWasmKernels(): void {
  const backendName = 'wasm';
  const matMul = transposingFirst(kernelOf('BatchMatMul', backendName), kernelOf('Transpose', backendName));
  useKernel({ kernelName: 'BatchMatMul', backendName, kernelFunc: matMul });
  useKernel({ kernelName: 'UnsortedSegmentSum', backendName, kernelFunc: segmentSum });
  useKernel(uniform);
}
