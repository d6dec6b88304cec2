import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../ops/stopGradient';
import type { ExitModule } from '../types';
import { allEarlier } from './earlier';
import { headName } from './model';

/**
 * Exits with a geometric ensemble of all exits so far (Zero Time Waste, Wołczyk et al. 2021): q_i = 1/(i+1) Σ_{k≤i}
 * exp(w_i[k])·log p_k + b_i, where p_k = softmax(z_k) is a constant for the gradient. The logits of the ensemble are
 * the extra `ensemble`, [B, C].
 */
export const ensembled = (exit: ExitModule): ExitModule => ({
  shapes: (at, encoder) => ({
    ...exit.shapes(at, encoder),
    [`${headName(at.exit)}.ensemble.weight`]: [at.exit + 1],
    [`${headName(at.exit)}.ensemble.bias`]: [at.classes],
  }),
  extras: (at) => ({ ...exit.extras?.(at), ensemble: [at.classes] }),
  read(p, at, seen) {
    const said = exit.read(p, at, seen);
    const logits = [...allEarlier(at, seen).map((earlier) => earlier.logits), stopGradient(said.logits)];
    const name = `${headName(at.exit)}.ensemble`;
    const weights = tf.exp(p[`${name}.weight`] as Tensor1D);
    const ensemble = tf.add(weightedMean(logits, weights), p[`${name}.bias`]);
    return { ...said, extras: { ...said.extras, ensemble } };
  },
});

/** 1/K Σ_k w_k·log softmax(z_k) for K logits [B, C] and w [K]. */
function weightedMean(logits: readonly Tensor2D[], weights: Tensor1D): Tensor2D {
  const logP = tf.stack(logits.map((z) => tf.logSoftmax(z)));
  const scaled = tf.mul(logP, tf.reshape(weights, [-1, 1, 1]));
  return tf.mean(scaled, 0);
}
