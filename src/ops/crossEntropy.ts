import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { FLOAT, INT32, tensorflow, typeAttribute } from './tensorflow';
import { withGradient } from './withGradient';

/**
 * The cross-entropy -log softmax(logits)[label] of each example. logits [B, C], labels int32 [B]; returns [B].
 * ∂logits = ∂y·(p - onehot).
 */
export function crossEntropy(logits: Tensor2D, labels: Tensor1D): Tensor1D {
  return withGradient([logits], () => {
    const [value, difference] = lossesAndDifference(logits, labels);
    return {
      value,
      saved: [difference],
      gradient: (dy, [difference]) => [tf.mul(tf.reshape(dy, [-1, 1]), difference)],
    };
  });
}

/** The losses and p - onehot. TensorFlow computes both in one op. */
function lossesAndDifference(logits: Tensor2D, labels: Tensor1D): [Tensor1D, Tensor2D] {
  const backend = tensorflow();
  if (!backend) {
    const target = tf.cast(tf.oneHot(labels, logits.shape[1]), 'float32') as Tensor2D;
    const logP = tf.logSoftmax(logits);
    return [tf.neg(tf.sum<Tensor1D>(tf.mul(target, logP), 1)), tf.sub(tf.exp(logP), target)];
  }
  const types = [typeAttribute('T', FLOAT), typeAttribute('Tlabels', INT32)];
  const op = 'SparseSoftmaxCrossEntropyWithLogits';
  const [losses, difference] = backend.executeMultipleOutputs(op, types, [logits, labels], 2);
  return [losses as Tensor1D, difference as Tensor2D];
}

/** The mean cross-entropy over the batch: the loss of one exit. */
export function meanCrossEntropy(logits: Tensor2D, labels: Tensor1D): Scalar {
  return tf.mean(crossEntropy(logits, labels));
}
