import * as tf from '@tensorflow/tfjs-core';
import { meanSquaredError, squaredErrors } from '../ops/squaredError';
import { constant } from '../ops/stopGradient';
import { metricsOfNumbers } from '../text/numbers';
import type { Target } from '../types';

/**
 * A number: the one logit z as it is, with the squared error for its loss. How right it is falls from 1 with the distance
 * from the label, 1 - tanh|z - y|, so that BERxiT's gate, which learns the opposite, learns tanh|z - y| (Xin et al. 2021).
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
