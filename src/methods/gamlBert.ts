import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { patiencePolicy } from '../policies/patience';
import type { LossInputs, Method } from '../types';
import { mutualDivergences } from './distillation';
import { earlyExit } from './earlyExit';
import { requireClasses, requireConstants, requireExits, requireTemperature } from './requires';

/** The constants of GAML-BERT. Both are inferred. */
export interface GamlBertOptions {
  /** α, the weight of what exits learn from each other. 0 is the sum of the exits' losses. */
  readonly alpha?: number;
  /** T, the temperature of the probabilities that exits learn from each other. */
  readonly temperature?: number;
}

/**
 * GAML-BERT (gradient-aligned mutual learning, Zhu et al. 2021): each exit learns the labels, and the probabilities of
 * all other exits, L = Σ_m CE_m + α/(E-1) Σ_m Σ_{k≠m} T²·KL(p_k ‖ p_m), where p_k is a constant for the gradient. If
 * the gradient of the second term has a negative product with that of the first, it loses its component along the
 * first. An example leaves by patience.
 *
 * There is no public code. Inferred: each exit takes the mean over its teachers, as in deep mutual learning (Zhang et
 * al. 2018); α = T = 1; the two terms are aligned as wholes, for the embeddings, each block, each pooler and each exit.
 * Each step notes both terms, `crossEntropy` and `mutual`.
 */
export function gamlBert({ alpha = 1, temperature = 1 }: GamlBertOptions = {}): Method {
  requireConstants({ alpha });
  requireTemperature(temperature);
  const terms = {
    crossEntropy: ({ losses }: LossInputs) => tf.addN([...losses]),
    mutual: (inputs: LossInputs) => tf.mul<Scalar>(alpha, mutualLearning(inputs, temperature)),
  };
  return {
    ...earlyExit,
    name: 'gaml-bert',
    title: 'GAML-BERT',
    paper: 'Zhu et al. 2021',
    constants: { alpha, temperature },
    mixesExits: alpha > 0,
    loss: (inputs) => {
      const [crossEntropy, mutual] = [terms.crossEntropy(inputs), terms.mutual(inputs)];
      inputs.note('crossEntropy', crossEntropy);
      inputs.note('mutual', mutual);
      return tf.add(crossEntropy, mutual);
    },
    terms,
    combine: aligned,
    decides: patiencePolicy,
    check(model) {
      requireExits(model, 'GAML-BERT', 'its exits teach each other');
      requireClasses(model, 'GAML-BERT');
    },
  };
}

/** 1/(E-1) Σ_m Σ_{k≠m} T²·KL(p_k ‖ p_m) */
const mutualLearning = ({ exits }: LossInputs, temperature: number): Scalar =>
  tf.div(
    tf.sum(
      mutualDivergences(
        exits.map(({ logits }) => logits),
        temperature,
      ),
    ),
    Math.max(1, exits.length - 1),
  );

/** A squared norm below this value counts as 0, because such a gradient has no direction. */
const LEAST = 1e-30;

/** a + b - min(0, <b, a>) / <a, a>·a for the gradients a of the cross-entropy and b of mutual learning, [P] each. */
export function aligned([a, b]: readonly Tensor1D[]): Tensor1D {
  const against = tf.minimum(tf.sum(tf.mul(b, a)), 0);
  const along = tf.div(against, tf.maximum(tf.sum(tf.mul(a, a)), LEAST));
  return tf.sub<Tensor1D>(tf.add(a, b), tf.mul(along, a));
}
