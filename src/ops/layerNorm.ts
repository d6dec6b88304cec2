import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { addBias, sumRows } from './linear';
import { hasKernel, runKernel } from './ownKernels';
import { type Differentiable, withGradient } from './withGradient';

/** The name of the kernel that computes y and the moments of each row for the gradient, on backends that have one. */
export const LAYER_NORM = 'LayerNorm';
/** The name of the kernel that computes ∂x, ∂γ and ∂β. */
export const LAYER_NORM_GRADIENT = 'LayerNormGradient';

export interface LayerNormAttributes {
  readonly epsilon: number;
}

/**
 * y = γ·x̂ + β with x̂ = (x - mean)/√(var + ε) over the last axis. x [N, H], γ and β [H].
 * With g = ∂y·γ: ∂x = (g - mean(g) - x̂·mean(g·x̂))/√(var + ε), ∂γ = Σ_n ∂y·x̂, ∂β = Σ_n ∂y.
 */
export function layerNorm(x: Tensor2D, gamma: Tensor1D, beta: Tensor1D, epsilon: number): Tensor2D {
  const forward = hasKernel(LAYER_NORM) ? byKernels : byOperations;
  return withGradient([x, gamma, beta], () => forward(x, gamma, beta, epsilon));
}

type LayerNorm = (x: Tensor2D, gamma: Tensor1D, beta: Tensor1D, epsilon: number) => Differentiable<Tensor2D>;

const byKernels: LayerNorm = (x, gamma, beta, epsilon) => {
  const attributes: LayerNormAttributes = { epsilon };
  const [value, moments] = runKernel<Tensor2D[]>(LAYER_NORM, { x, gamma, beta }, attributes);
  return {
    value,
    saved: [x, moments, gamma],
    gradient: (dy, [x, moments, gamma]) => runKernel(LAYER_NORM_GRADIENT, { dy, x, moments, gamma }),
  };
};

const byOperations: LayerNorm = (x, gamma, beta, epsilon) => {
  const centred = tf.sub(x, tf.mean(x, 1, true));
  const variance = tf.mean(tf.square(centred), 1, true);
  const inverse = tf.rsqrt(tf.add(variance, epsilon));
  const normal = tf.mul<Tensor2D>(centred, inverse);
  return {
    value: addBias(tf.mul(normal, gamma), beta),
    saved: [normal, inverse, gamma],
    gradient(dy, [normal, inverse, gamma]) {
      const dyNormal = tf.mul<Tensor2D>(dy, normal);
      const g = tf.mul(dy, gamma);
      const alongNormal = tf.mul(normal, tf.mean(tf.mul(dyNormal, gamma), 1, true));
      const dx = tf.mul(inverse, tf.sub(tf.sub(g, tf.mean(g, 1, true)), alongNormal));
      return [dx, sumRows(dyNormal), sumRows(dy)];
    },
  };
};
