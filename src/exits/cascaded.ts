import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { ExitModule, Parameters } from '../types';
import { allEarlier } from './earlier';
import { headName } from './model';

const EPSILON = 1e-5;

const cascadeName = (exit: number): string => `${headName(exit)}.cascade.weight`;

/**
 * x [B, C], normalised to mean 0 and variance 1 in each row. The following matrix takes the role of scale and shift.
 */
export function normalised(x: Tensor2D): Tensor2D {
  const { mean, variance } = tf.moments(x, 1, true);
  return tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, EPSILON)));
}

/**
 * Exits that use the previous exit's logits (Zero Time Waste, Wołczyk et al. 2021, cascade connections): z_i ← z_i +
 * U_i·LayerNorm(z_{i-1}), where z_{i-1} is a constant for the gradient. The first exit has no such term.
 */
export const cascaded = (exit: ExitModule): ExitModule => ({
  ...exit,
  shapes: (at, encoder) => ({
    ...exit.shapes(at, encoder),
    ...(at.exit > 0 && { [cascadeName(at.exit)]: [at.classes, at.classes] }),
  }),
  read(p: Parameters<Tensor>, at, seen) {
    const said = exit.read(p, at, seen);
    if (at.exit === 0) return said;
    const [before] = allEarlier(at, seen).slice(-1);
    const U = p[cascadeName(at.exit)] as Tensor2D;
    return { ...said, logits: tf.add(said.logits, tf.matMul(normalised(before.logits), U, false, true)) };
  },
});
