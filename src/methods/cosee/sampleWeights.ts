/** COSEE's sample weighting mechanism (SWM, He et al. 2025, §3.2). All results are constants for the gradient. */
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { ExitSignal } from '../../types';

/** The comparison of each kind of signal. It is strict where the published code is strict. */
const leaves = {
  'score < threshold': tf.less,
  'score > threshold': tf.greater,
  'score >= threshold': tf.greaterEqual,
};

/**
 * m*, the index of the exit where each sample would leave at each threshold: the first internal exit whose signal meets
 * the threshold, else the last exit, M - 1. scores [M - 1, N], thresholds [K] -> float32 [K, N].
 */
export function exitLayers(
  exitsWhen: ExitSignal['exitsWhen'],
  scores: Tensor2D,
  thresholds: Tensor1D,
): Tensor2D {
  const [internal] = scores.shape;
  const met = leaves[exitsWhen](tf.expandDims(scores, 0), tf.reshape(thresholds, [-1, 1, 1]));
  const early = tf.reshape(tf.range(internal, 0, -1), [1, internal, 1]);
  return tf.sub<Tensor2D>(internal, tf.max(tf.mul(tf.cast(met, 'float32'), early), 1));
}

/**
 * w_n^(m) = exp(-β_t |m - m*_n|) / Σ_m' exp(-β_t |m' - m*_n|) over all M exits (Eq. 3), averaged over the K
 * thresholds (Eq. 5): layers [K, N] -> [N, M]. Each row sums to 1.
 */
export function sampleWeights(layers: Tensor2D, exits: number, beta: Scalar): Tensor2D {
  const distance = tf.abs(tf.sub(tf.expandDims(layers, 2), tf.range(0, exits)));
  return tf.mean(tf.softmax(tf.mul(distance, tf.neg(beta))), 0);
}

/** β_t = γ_t β_0 with γ_t = (t - 1) / T: 0 at the first step, as in the published code (Eq. 4 says t / T). */
export const betaAt = (beta0: number, { t, steps }: { readonly t: number; readonly steps: number }): number =>
  (beta0 * (t - 1)) / steps;
