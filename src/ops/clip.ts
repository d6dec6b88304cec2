import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { FLOAT, tensorflow, typeAttribute } from './tensorflow';

/** Σ x²/2, one op where TensorFlow has it. */
function halfSquares(x: Tensor): Scalar {
  const backend = tensorflow();
  if (!backend) return tf.mul(tf.sum(tf.square(x)), 0.5);
  return backend.executeSingleOutput('L2Loss', [typeAttribute('T', FLOAT)], [x]) as Scalar;
}

/** √(Σ x²) over all of `gradients`. */
export function globalNorm(gradients: readonly Tensor[]): Scalar {
  return tf.sqrt(tf.mul<Scalar>(tf.addN(gradients.map(halfSquares)), 2));
}

/** What gradients of that norm are multiplied by: min(1, maximum/(norm + 1e-6)), as PyTorch clips. */
export function clipFactor(norm: Scalar, maximum: number): Scalar {
  return tf.minimum<Scalar>(1, tf.div(maximum, tf.add(norm, 1e-6)));
}
