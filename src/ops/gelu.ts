import type { Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { hasKernel, runKernel } from './ownKernels';
import { type Differentiable, withGradient } from './withGradient';

/** The names of the kernels: GELU of x, and its gradient of ∂y and x. Not every backend has them. */
export const GELU = 'Gelu';
export const GELU_GRADIENT = 'GeluGradient';

/**
 * The exact GELU, y = x·Φ(x) with Φ(x) = (1 + erf(x/√2))/2, elementwise.
 * ∂x = ∂y·(Φ(x) + x·φ(x)) with φ(x) = exp(-x²/2)/√(2π).
 */
export function gelu(x: Tensor2D): Tensor2D {
  return withGradient([x], () => (hasKernel(GELU) ? byKernels(x) : byOperations(x)));
}

const byKernels = (x: Tensor2D): Differentiable<Tensor2D> => ({
  value: runKernel(GELU, { x }),
  saved: [x],
  gradient: (dy, [x]) => [runKernel(GELU_GRADIENT, { dy, x })],
});

function byOperations(x: Tensor2D): Differentiable<Tensor2D> {
  const phi = tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5);
  return {
    value: tf.mul<Tensor2D>(x, phi),
    saved: [x, phi],
    gradient(dy, [x, phi]) {
      const density = tf.mul(tf.exp(tf.mul(tf.square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
      return [tf.mul(dy, tf.add(phi, tf.mul(x, density)))];
    },
  };
}
