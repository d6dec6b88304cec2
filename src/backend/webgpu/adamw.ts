/** AdamW's update of a parameter, three programs: one for each tensor that it makes. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { ADAMW, type AdamWAttributes } from '../../ops/adamw';
import { ElementProgram, numbers } from './flatProgram';
import type { WebGpuBackend } from './types';

/** m ← m + (1-β₁)(g - m) */
class FirstMoment extends ElementProgram {
  readonly variableNames = ['m', 'g'];
  override readonly uniforms = 'share : f32,';
  readonly code = 'result[index] = m[index] + (g[index] - m[index]) * uniforms.share;';
}

/** v ← v + (1-β₂)(g² - v) */
class SecondMoment extends ElementProgram {
  readonly variableNames = ['v', 'g'];
  override readonly uniforms = 'share : f32,';
  readonly code = 'result[index] = v[index] + (g[index] * g[index] - v[index]) * uniforms.share;';
}

/** θ ← keep·θ - rate·m/(√v + epsilon) */
class AdamWStep extends ElementProgram {
  readonly variableNames = ['value', 'm', 'v'];
  override readonly uniforms = 'keep : f32, rate : f32, epsilon : f32,';
  readonly code = `
    let step = m[index] * uniforms.rate / (sqrt(v[index]) + uniforms.epsilon);
    result[index] = value[index] * uniforms.keep - step;`;
}

/** Gives θ, m and v. */
export const adamw: KernelConfig = {
  kernelName: ADAMW,
  backendName: 'webgpu',
  kernelFunc({ inputs, attrs, backend }) {
    const { value, m, v, g } = inputs as Record<string, TensorInfo>;
    const { share1, share2, keep, rate, epsilon } = attrs as unknown as AdamWAttributes;
    const gpu = backend as WebGpuBackend;
    const run = (program: ElementProgram, read: TensorInfo[], constants: number[]) =>
      gpu.runWebGPUProgram(program, read, 'float32', numbers(...constants));
    const nextM = run(new FirstMoment('firstMoment', m.shape), [m, g], [share1]);
    const nextV = run(new SecondMoment('secondMoment', v.shape), [v, g], [share2]);
    const step = new AdamWStep('adamwStep', value.shape);
    return [run(step, [value, nextM, nextV], [keep, rate, epsilon]), nextM, nextV];
  },
};
