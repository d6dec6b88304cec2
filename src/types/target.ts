import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Labels } from './record';
import type { MetricName } from './text';

/** The target of the exits: a class or a number. */
export interface Target {
  readonly name: 'classification' | 'regression';
  /** The metrics that can score its predictions. */
  readonly metrics: readonly MetricName[];
  /** The number type of the labels in files. */
  readonly kept: 'integers' | 'floats';
  /** The mean loss of one exit over a batch, from logits [B, C] and labels float32 [B]. */
  loss(logits: Tensor2D, labels: Tensor1D): Scalar;
  /** The loss of each example, [B]. */
  losses(logits: Tensor2D, labels: Tensor1D): Tensor1D;
  /** How right each prediction is, in [0, 1], [B]: the target of a gate. It is a constant for the gradient. */
  rightness(logits: Tensor2D, labels: Tensor1D): Tensor1D;
  /** Labels [N] in the form of a record. */
  labels(values: Iterable<number>): Labels;
  /** The predictions of logits [..., C]. */
  predictions(logits: Float32Array, classes: number): Labels;
}
