import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { SOFTMAX_GRADIENT } from '../../ops/attention';
import { integers } from './flatProgram';
import { RowProgram, rowsOf } from './rowProgram';
import type { WebGpuBackend } from './types';

/** p∘(dp - Σ_j dp∘p) of each row. */
class SoftmaxGradient extends RowProgram {
  readonly variableNames = ['p', 'dp'];
  readonly code = `
    var along = 0.0;
    for (var i = start; i < end; i++) { along += dpAt(i) * pAt(i); }
    for (var i = start; i < end; i++) { result[i] = pAt(i) * (dpAt(i) - along); }`;
}

export const softmaxGradient: KernelConfig = {
  kernelName: SOFTMAX_GRADIENT,
  backendName: 'webgpu',
  kernelFunc({ inputs, backend }) {
    const { p, dp } = inputs as Record<string, TensorInfo>;
    const [rows, width] = rowsOf(p);
    const program = new SoftmaxGradient('softmaxGradient', p.shape, rows);
    return (backend as WebGpuBackend).runWebGPUProgram(program, [p, dp], 'float32', integers(rows, width));
  },
};
