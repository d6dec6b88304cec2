import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { integers, RowProgram, rowsOf } from '../flatProgram';
import type { WebGpuBackend } from '../types';

/** exp(x - max(x))/Σ exp(x - max(x)) of each row. */
class RowSoftmax extends RowProgram {
  readonly variableNames = ['x'];
  readonly code = `
    var largest = x[start];
    for (var i = start; i < end; i++) { largest = select(largest, x[i], isnan(x[i]) || x[i] > largest); }
    var sum = 0.0;
    for (var i = start; i < end; i++) { sum += exp(x[i] - largest); }
    for (var i = start; i < end; i++) { result[i] = exp(x[i] - largest) / sum; }`;
}

/** Softmax over the last axis. */
export const softwareSoftmax: KernelConfig = {
  kernelName: 'Softmax',
  backendName: 'webgpu',
  kernelFunc({ inputs, backend }) {
    const logits = inputs.logits as TensorInfo;
    const [rows, width] = rowsOf(logits);
    const program = new RowSoftmax('rowSoftmax', logits.shape, rows);
    const gpu = backend as WebGpuBackend;
    return gpu.runWebGPUProgram(program, [logits], 'float32', integers(rows, width));
  },
};
