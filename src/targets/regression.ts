import * as tf from '@tensorflow/tfjs-core';
import { meanSquaredError, squaredErrors } from '../ops/squaredError';
import { constant } from '../ops/stopGradient';
import { metricsOfNumbers } from '../text/numbers';
import type { Target } from '../types';

/**
 * Regression: the prediction is the single logit z, with the squared error as loss. Its rightness is 1 - tanh|z - y|,
 * which is 1 at the label and decreases with the distance. BERxiT's gate learns the opposite, tanh|z - y| (Xin et al.
 * 2021).
 */
export const regression: Target = {
  name: 'regression',
  metrics: metricsOfNumbers,
  kept: 'floats',
  loss: meanSquaredError,
  losses: squaredErrors,
  rightness: (logits, labels) =>
    constant(logits, () => tf.sub(1, tf.tanh(tf.abs(tf.sub(tf.reshape(logits, [-1]), labels))))),
  labels: (values) => Float32Array.from(values),
  predictions: (logits) => logits.slice(),
};
