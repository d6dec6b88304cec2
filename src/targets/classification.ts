import type { Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { crossEntropy, meanCrossEntropy } from '../ops/crossEntropy';
import { constant } from '../ops/stopGradient';
import type { Target } from '../types';

/** Classification: the prediction is the class with the largest logit. It is right (1) or wrong (0). */
export const classification: Target = {
  name: 'classification',
  metrics: ['accuracy', 'f1', 'matthews', 'pearson', 'spearman'],
  kept: 'integers',
  loss: (logits, labels) => meanCrossEntropy(logits, classesOf(labels)),
  losses: (logits, labels) => crossEntropy(logits, classesOf(labels)),
  rightness: (logits, labels) =>
    constant(logits, () => tf.cast(tf.equal(tf.argMax(logits, 1), classesOf(labels)), 'float32') as Tensor1D),
  labels: (values) => Int32Array.from(values),
  predictions(logits, classes) {
    const predictions = new Int32Array(logits.length / classes);
    for (let i = 0; i < predictions.length; i++) {
      let best = 0;
      for (let c = 1; c < classes; c++) if (logits[i * classes + c] > logits[i * classes + best]) best = c;
      predictions[i] = best;
    }
    return predictions;
  },
};

/** The labels of a batch are float32, which represents every class exactly. */
const classesOf = (labels: Tensor1D): Tensor1D => tf.cast(labels, 'int32');
