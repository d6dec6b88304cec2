import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { boolAttribute, FLOAT, tensorflow, typeAttribute } from './tensorflow';
import { withGradient } from './withGradient';

/** The matrix product a·b. Each operand can be transposed first. */
export function matMul(a: Tensor2D, b: Tensor2D, transposeA = false, transposeB = false): Tensor2D {
  const backend = tensorflow();
  if (!backend) return tf.matMul(a, b, transposeA, transposeB);
  const attributes = [
    boolAttribute('transpose_a', transposeA),
    boolAttribute('transpose_b', transposeB),
    typeAttribute('T', FLOAT),
  ];
  return backend.executeSingleOutput('MatMul', attributes, [a, b]) as Tensor2D;
}

/** The sum over the rows of x [N, H]: [H]. */
export function sumRows(x: Tensor2D): Tensor1D {
  const backend = tensorflow();
  if (!backend) return tf.sum(x, 0);
  return backend.executeSingleOutput('BiasAddGrad', [typeAttribute('T', FLOAT)], [x]) as Tensor1D;
}

/** x [N, H] + b [H]. */
export function addBias(x: Tensor2D, b: Tensor1D): Tensor2D {
  const backend = tensorflow();
  if (!backend) return tf.add(x, b);
  return backend.executeSingleOutput('BiasAdd', [typeAttribute('T', FLOAT)], [x, b]) as Tensor2D;
}

/**
 * The affine map y = x·Wᵀ + b. x [N, in], W [out, in] as in PyTorch, b [out]; y [N, out].
 * ∂x = ∂y·W, ∂W = ∂yᵀ·x, ∂b = Σ_n ∂y.
 */
export function linear(x: Tensor2D, weight: Tensor2D, bias: Tensor1D): Tensor2D {
  return withGradient([x, weight, bias], () => ({
    value: addBias(matMul(x, weight, false, true), bias),
    saved: [x, weight],
    gradient(dy, [x, weight]) {
      return [matMul(dy, weight as Tensor2D), matMul(dy, x as Tensor2D, true), sumRows(dy)];
    },
  }));
}

/** The linear map y = x·Wᵀ. x [N, in], W [out, in]; y [N, out]. ∂x = ∂y·W, ∂W = ∂yᵀ·x. */
export function product(x: Tensor2D, weight: Tensor2D): Tensor2D {
  return withGradient([x, weight], () => ({
    value: matMul(x, weight, false, true),
    saved: [x, weight],
    gradient: (dy, [x, weight]) => [matMul(dy, weight as Tensor2D), matMul(dy, x as Tensor2D, true)],
  }));
}
