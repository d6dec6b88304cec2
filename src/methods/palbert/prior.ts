/** The distribution over exits that is known in advance, and the divergence of the learned one from it. */
import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * The geometric distribution over E exits: λ_p (1 - λ_p)^i for i = 0 .. E - 2, and the last exit gets the remainder.
 */
export function geometricPrior(lambda: number, exits: number): number[] {
  const first = Array.from({ length: exits - 1 }, (_, i) => lambda * (1 - lambda) ** i);
  return [...first, (1 - lambda) ** (exits - 1)];
}

/**
 * KL(prior‖p) = Σ_i π_i (ln π_i - ln p_i), the mean over examples: the divergence in PALBERT's code. An exit with
 * π_i = 0 has no term. E probabilities [B] -> [].
 */
export function priorToExits(prior: readonly number[], p: readonly Tensor1D[]): Scalar {
  const terms = prior.flatMap((pi, i) => (pi > 0 ? [tf.mul(pi, tf.sub(Math.log(pi), logOf(p[i])))] : []));
  return tf.mean(tf.addN(terms));
}

/** KL(p‖prior) = Σ_i p_i (ln p_i - ln π_i), the mean over examples: PonderNet's divergence. All π_i are above 0. */
export function exitsToPrior(prior: readonly number[], p: readonly Tensor1D[]): Scalar {
  const terms = p.map((own, i) => tf.mul(own, tf.sub(logOf(own), Math.log(prior[i]))));
  return tf.mean(tf.addN(terms));
}

/** The smallest probability of which a logarithm is taken. A λ of 0 or 1 gives probabilities of 0. */
const LEAST = 1e-30;

const logOf = (p: Tensor1D): Tensor1D => tf.log(tf.maximum<Tensor1D>(p, LEAST));
