/** LayerNorm: one program for the moments of each row, one for the output. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { LAYER_NORM, type LayerNormAttributes } from '../../ops/layerNorm';
import { ElementProgram } from './elementProgram';
import { integers, numbers } from './flatProgram';
import { RowProgram, rowsOf } from './rowProgram';
import type { WebGpuBackend } from './types';

/** The mean of each row and 1/√(var + ε): [rows, 2]. */
class RowMoments extends RowProgram {
  readonly variableNames = ['x'];
  override readonly uniforms = 'rows : i32, width : i32, epsilon : f32,';
  readonly code = `
    var sum = 0.0;
    for (var i = start; i < end; i++) { sum += xAt(i); }
    let mean = sum / f32(uniforms.width);
    var squares = 0.0;
    for (var i = start; i < end; i++) {
      let centred = xAt(i) - mean;
      squares += centred * centred;
    }
    result[2 * row] = mean;
    result[2 * row + 1] = inverseSqrt(squares / f32(uniforms.width) + uniforms.epsilon);`;
}

/** γ·x̂ + β with x̂ = (x - mean)/√(var + ε) */
class ScaledNormal extends ElementProgram {
  readonly variableNames = ['x', 'moments', 'gamma', 'beta'];
  override readonly uniforms = 'width : i32,';
  readonly code = `
    let column = index % uniforms.width;
    let row = index / uniforms.width;
    let normal = (xAt(index) - momentsAt(2 * row)) * momentsAt(2 * row + 1);
    result[index] = normal * gammaAt(column) + betaAt(column);`;
}

/** Returns the output and the moments of the rows, which the gradient reads. */
export const layerNorm: KernelConfig = {
  kernelName: LAYER_NORM,
  backendName: 'webgpu',
  kernelFunc({ inputs, attrs, backend }) {
    const { x, gamma, beta } = inputs as Record<string, TensorInfo>;
    const { epsilon } = attrs as unknown as LayerNormAttributes;
    const gpu = backend as WebGpuBackend;
    const [rows, width] = rowsOf(x);
    const constants = [...integers(rows, width), ...numbers(epsilon)];
    const moments = gpu.runWebGPUProgram(
      new RowMoments('rowMoments', [rows, 2], rows),
      [x],
      'float32',
      constants,
    );
    const program = new ScaledNormal('scaledNormal', x.shape);
    const y = gpu.runWebGPUProgram(program, [x, moments, gamma, beta], 'float32', integers(width));
    return [y, moments];
  },
};
