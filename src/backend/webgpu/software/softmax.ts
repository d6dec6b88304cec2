import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { integers } from '../flatProgram';
import { RowProgram, rowsOf } from '../rowProgram';
import type { WebGpuBackend } from '../types';

/**
 * exp(x - max(x))/Σ exp(x - max(x)) of each row, or NaN if the maximum is not finite. The NaN is explicit, because
 * exp(NaN) is infinite on some drivers.
 */
class RowSoftmax extends RowProgram {
  readonly variableNames = ['x'];
  readonly code = `
    var largest = xAt(start);
    for (var i = start; i < end; i++) {
      let value = xAt(i);
      largest = select(largest, value, isnan(value) || value > largest);
    }
    var sum = select(0.0, uniforms.NAN, isnan(largest) || isinf(largest));
    for (var i = start; i < end; i++) { sum += exp(xAt(i) - largest); }
    for (var i = start; i < end; i++) { result[i] = exp(xAt(i) - largest) / sum; }`;
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
