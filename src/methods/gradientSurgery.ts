import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Method } from '../types';
import { earlyExit } from './earlyExit';

/**
 * Gradient surgery (PCGrad, Yu et al. 2020, algorithm 1) between the exits. If the gradients of two exits have a
 * negative inner product, each loses its component along the other. The embeddings, each block and each pooler are one
 * vector each.
 */
export const gradientSurgery: Method = {
  ...earlyExit,
  name: 'gradient-surgery',
  title: 'Gradient surgery',
  paper: 'Yu et al. 2020',
  combine: surgery,
};

/** A squared norm below this value counts as 0, because such a gradient has no direction. */
const LEAST = 1e-30;

/**
 * Σ_i g_i'. g_i' starts as g_i. For each other exit j in increasing order, if <g_i', g_j> < 0, the component along the
 * original g_j is removed: g_i' ← g_i' - (<g_i', g_j> / <g_j, g_j>) g_j. Gradients [P] each -> [P].
 */
export function surgery(gradients: readonly Tensor1D[]): Tensor1D {
  const squares = gradients.map((g) => dot(g, g));
  const projected = gradients.map((own, i) =>
    gradients.reduce((g, other, j) => {
      if (i === j) return g;
      const along = tf.div(tf.minimum(dot(g, other), 0), tf.maximum(squares[j], LEAST));
      return tf.sub<Tensor1D>(g, tf.mul(along, other));
    }, own),
  );
  return tf.addN(projected);
}

const dot = (a: Tensor1D, b: Tensor1D): Scalar => tf.sum(tf.mul(a, b));
