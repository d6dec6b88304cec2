import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './withGradient';

/** -log softmax(logits)[label] of each example. logits [B, C], labels int32 [B]; gives [B]. ∂logits = ∂y·(p - onehot). */
export function crossEntropy(logits: Tensor2D, labels: Tensor1D): Tensor1D {
  return withGradient([logits], () => {
    const target = tf.cast(tf.oneHot(labels, logits.shape[1]), 'float32');
    const logP = tf.logSoftmax(logits);
    return {
      value: tf.neg(tf.sum<Tensor1D>(tf.mul(target, logP), 1)),
      saved: [logP, target],
      gradient: (dy, [logP, target]) => [
        tf.mul(tf.reshape(dy, [-1, 1]), tf.sub(tf.exp(logP), target as Tensor2D)),
      ],
    };
  });
}

/** The mean over the batch: the loss of one exit. */
export function meanCrossEntropy(logits: Tensor2D, labels: Tensor1D): Scalar {
  return tf.mean(crossEntropy(logits, labels));
}
