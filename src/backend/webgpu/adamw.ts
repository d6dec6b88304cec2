/** AdamW's update of one parameter: three programs, one for each output tensor. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { ADAMW, type AdamWAttributes } from '../../ops/adamw';
import { VectorProgram } from './elementProgram';
import { numbers } from './flatProgram';
import type { WebGpuBackend } from './types';

/** m ← m + (1-β₁)(g - m) */
class FirstMoment extends VectorProgram {
  readonly variableNames = ['m', 'g'];
  override readonly uniforms = 'share : f32,';
  readonly code = `
    let m = mAt(index);
    result[index] = m + (gAt(index) - m) * uniforms.share;`;
}

/** v ← v + (1-β₂)(g² - v) */
class SecondMoment extends VectorProgram {
  readonly variableNames = ['v', 'g'];
  override readonly uniforms = 'share : f32,';
  readonly code = `
    let v = vAt(index);
    let g = gAt(index);
    result[index] = v + (g * g - v) * uniforms.share;`;
}

/** θ ← keep·θ - rate·m/(√v + epsilon) */
class AdamWStep extends VectorProgram {
  readonly variableNames = ['value', 'm', 'v'];
  override readonly uniforms = 'keep : f32, rate : f32, epsilon : f32,';
  readonly code = `
    let step = mAt(index) * uniforms.rate / (sqrt(vAt(index)) + uniforms.epsilon);
    result[index] = valueAt(index) * uniforms.keep - step;`;
}

/** Returns θ, m and v. */
export const adamw: KernelConfig = {
  kernelName: ADAMW,
  backendName: 'webgpu',
  kernelFunc({ inputs, attrs, backend }) {
    const { value, m, v, g } = inputs as Record<string, TensorInfo>;
    const { share1, share2, keep, rate, epsilon } = attrs as unknown as AdamWAttributes;
    const gpu = backend as WebGpuBackend;
    const run = (program: VectorProgram, read: TensorInfo[], constants: number[]) =>
      gpu.runWebGPUProgram(program, read, 'float32', numbers(...constants));
    const nextM = run(new FirstMoment('firstMoment', m.shape), [m, g], [share1]);
    const nextV = run(new SecondMoment('secondMoment', v.shape), [v, g], [share2]);
    const step = new AdamWStep('adamwStep', value.shape);
    return [run(step, [value, nextM, nextV], [keep, rate, epsilon]), nextM, nextV];
  },
};
