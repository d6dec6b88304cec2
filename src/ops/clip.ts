import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { hasKernel, runKernel } from './ownKernels';
import { FLOAT, tensorflow, typeAttribute } from './tensorflow';

/** The kernel of Σ x² over many tensors, where a backend has one. */
export const SUM_OF_SQUARES = 'SumOfSquares';

/** Σ x²/2, one op where TensorFlow has it. */
function halfSquares(x: Tensor): Scalar {
  const backend = tensorflow();
  if (!backend) return tf.mul(tf.sum(tf.square(x)), 0.5);
  return backend.executeSingleOutput('L2Loss', [typeAttribute('T', FLOAT)], [x]) as Scalar;
}

/** √(Σ x²) over all of `gradients`. */
export function globalNorm(gradients: readonly Tensor[]): Scalar {
  if (hasKernel(SUM_OF_SQUARES))
    return tf.sqrt(runKernel<Scalar>(SUM_OF_SQUARES, Object.fromEntries(gradients.entries())));
  return tf.sqrt(tf.mul<Scalar>(tf.addN(gradients.map(halfSquares)), 2));
}

/** What gradients of that norm are multiplied by: min(1, maximum/(norm + 1e-6)), as PyTorch clips. */
export function clipFactor(norm: Scalar, maximum: number): Scalar {
  return tf.minimum<Scalar>(1, tf.div(maximum, tf.add(norm, 1e-6)));
}
