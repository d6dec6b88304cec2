import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** A row counts as dependent on the rows before if less than this share of its length is left. */
const LEAST_LEFT = 1e-3;

/** A length below this value counts as this value. */
const LEAST = 1e-12;

/**
 * A simplex equiangular tight frame: a [C, H] -> M [C, H] with M = sqrt(C/(C - 1))·(I - 11ᵀ/C)·U. U has the rows of a,
 * orthonormalised in their order (Gram-Schmidt: the Q of QR). The rows of M have length 1, and -1/(C - 1) is the inner
 * product of any two. A row that depends on the rows before it is 0 in U.
 */
export function tightFrame(a: Tensor2D): Tensor2D {
  const basis: Tensor1D[] = [];
  for (const row of tf.unstack(a) as Tensor1D[]) basis.push(orthonormal(row, basis));
  const U = tf.stack(basis) as Tensor2D;
  const C = basis.length;
  return tf.mul(Math.sqrt(C / (C - 1)), tf.sub(U, tf.mean(U, 0, true)));
}

/** The part of v that is orthogonal to the basis, with length 1. */
function orthonormal(v: Tensor1D, basis: readonly Tensor1D[]): Tensor1D {
  const rest = basis.reduce((left, u) => tf.sub<Tensor1D>(left, tf.mul(tf.sum(tf.mul(u, left)), u)), v);
  const [length, whole] = [rest, v].map((x) => tf.sqrt(tf.sum(tf.square(x))));
  const isLeft = tf.cast(tf.greater(length, tf.mul(LEAST_LEFT, whole)), 'float32');
  return tf.mul(rest, tf.div(isLeft, tf.maximum(length, LEAST)));
}
