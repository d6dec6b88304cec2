import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { hasKernel, runKernel } from './ownKernels';
import { FLOAT, tensorflow, typeAttribute } from './tensorflow';

/** The name of the kernel that computes Σ x² over many tensors, on backends that have one. */
export const SUM_OF_SQUARES = 'SumOfSquares';

/** Σ x²/2. TensorFlow computes it in one op. */
function halfSquares(x: Tensor): Scalar {
  const backend = tensorflow();
  if (!backend) return tf.mul(tf.sum(tf.square(x)), 0.5);
  return backend.executeSingleOutput('L2Loss', [typeAttribute('T', FLOAT)], [x]) as Scalar;
}

/** The global norm √(Σ x²) over all elements of `gradients`. */
export function globalNorm(gradients: readonly Tensor[]): Scalar {
  if (hasKernel(SUM_OF_SQUARES))
    return tf.sqrt(runKernel<Scalar>(SUM_OF_SQUARES, Object.fromEntries(gradients.entries())));
  return tf.sqrt(tf.mul<Scalar>(tf.addN(gradients.map(halfSquares)), 2));
}

/** The factor that clips gradients of this norm: min(1, maximum/(norm + 1e-6)), as in PyTorch. */
export function clipFactor(norm: Scalar, maximum: number): Scalar {
  return tf.minimum<Scalar>(1, tf.div(maximum, tf.add(norm, 1e-6)));
}
