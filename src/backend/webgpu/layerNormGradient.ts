/** The gradients of LayerNorm. The equations are in ops/layerNorm.ts. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { LAYER_NORM_GRADIENT } from '../../ops/layerNorm';
import { reduceAxis, sums } from './axisReduction';
import { ElementProgram } from './elementProgram';
import { integers } from './flatProgram';
import { RowProgram, rowsOf } from './rowProgram';
import type { WebGpuBackend } from './types';

/** mean(g) and mean(g·x̂) of each row, with g = ∂y·γ: [rows, 2]. */
class RowMeans extends RowProgram {
  readonly variableNames = ['dy', 'x', 'moments', 'gamma'];
  readonly code = `
    let mean = momentsAt(2 * row);
    let inverse = momentsAt(2 * row + 1);
    var sum = 0.0;
    var along = 0.0;
    for (var i = start; i < end; i++) {
      let g = dyAt(i) * gammaAt(i - start);
      sum += g;
      along += g * (xAt(i) - mean) * inverse;
    }
    result[2 * row] = sum / f32(uniforms.width);
    result[2 * row + 1] = along / f32(uniforms.width);`;
}

/** ∂x = (g - mean(g) - x̂·mean(g·x̂))/√(var + ε) */
class InputGradient extends ElementProgram {
  readonly variableNames = ['dy', 'x', 'moments', 'gamma', 'means'];
  override readonly uniforms = 'width : i32,';
  readonly code = `
    let row = index / uniforms.width;
    let inverse = momentsAt(2 * row + 1);
    let normal = (xAt(index) - momentsAt(2 * row)) * inverse;
    let g = dyAt(index) * gammaAt(index % uniforms.width);
    result[index] = inverse * (g - meansAt(2 * row) - normal * meansAt(2 * row + 1));`;
}

/** ∂y·x̂, whose sum over the rows is ∂γ. */
class AlongNormal extends ElementProgram {
  readonly variableNames = ['dy', 'x', 'moments'];
  override readonly uniforms = 'width : i32,';
  readonly code = `
    let row = index / uniforms.width;
    result[index] = dyAt(index) * (xAt(index) - momentsAt(2 * row)) * momentsAt(2 * row + 1);`;
}

/** Returns ∂x, ∂γ and ∂β. */
export const layerNormGradient: KernelConfig = {
  kernelName: LAYER_NORM_GRADIENT,
  backendName: 'webgpu',
  kernelFunc({ inputs, backend }) {
    const { dy, x, moments, gamma } = inputs as Record<string, TensorInfo>;
    const gpu = backend as WebGpuBackend;
    const [rows, width] = rowsOf(x);
    const run = (program: RowProgram | ElementProgram, read: TensorInfo[], ...constants: number[]) =>
      gpu.runWebGPUProgram(program, read, 'float32', integers(...constants));
    const sumRows = (values: TensorInfo) =>
      reduceAxis(gpu, values, sums, { outer: 1, length: rows, inner: width }, [width]);
    const means = run(new RowMeans('rowMeans', [rows, 2], rows), [dy, x, moments, gamma], rows, width);
    const ofInput = new InputGradient('inputGradient', x.shape);
    const dx = run(ofInput, [dy, x, moments, gamma, means], width);
    const along = run(new AlongNormal('alongNormal', x.shape), [dy, x, moments], width);
    const gradients = [dx, sumRows(along), sumRows(dy)];
    for (const { dataId } of [means, along]) gpu.disposeData(dataId);
    return gradients;
  },
};
