/** GELU and its gradient, each as one program. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { GELU, GELU_GRADIENT } from '../../ops/gelu';
import { ElementProgram } from './elementProgram';
import type { WebGpuBackend } from './types';

/**
 * Φ(x) = (1 + erf(x/√2))/2 with an error of erf below 1.5e-7 (Abramowitz & Stegun 1964, 7.1.26). It is computed for
 * |x| and mirrored for x < 0.
 */
const normalShare = `
  let value = xAt(index);
  let z = abs(value) * ${Math.SQRT1_2};
  let t = 1.0 / (1.0 + 0.3275911 * z);
  let series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  let tail = 0.5 * series * exp(-z * z);
  let phi = select(tail, 1.0 - tail, value > 0.0);`;

/** x·Φ(x) */
class Gelu extends ElementProgram {
  readonly variableNames = ['x'];
  readonly code = `${normalShare}
    result[index] = value * phi;`;
}

/** ∂y·(Φ(x) + x·φ(x)) with φ(x) = exp(-x²/2)/√(2π) */
class GeluGradient extends ElementProgram {
  readonly variableNames = ['dy', 'x'];
  readonly code = `${normalShare}
    let density = exp(-z * z) * ${1 / Math.sqrt(2 * Math.PI)};
    result[index] = dyAt(index) * (phi + value * density);`;
}

export const gelu: KernelConfig = {
  kernelName: GELU,
  backendName: 'webgpu',
  kernelFunc({ inputs, backend }) {
    const x = inputs.x as TensorInfo;
    return (backend as WebGpuBackend).runWebGPUProgram(new Gelu('gelu', x.shape), [x], 'float32');
  },
};

export const geluGradient: KernelConfig = {
  kernelName: GELU_GRADIENT,
  backendName: 'webgpu',
  kernelFunc({ inputs, backend }) {
    const { dy, x } = inputs as Record<string, TensorInfo>;
    const program = new GeluGradient('geluGradient', x.shape);
    return (backend as WebGpuBackend).runWebGPUProgram(program, [dy, x], 'float32');
  },
};
