import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Labels } from './record';
import type { MetricName } from './text';

/** What the exits of a model are asked for: a class or a number. */
export interface Target {
  readonly name: 'classification' | 'regression';
  /** What its predictions can be scored by. */
  readonly metrics: readonly MetricName[];
  /** How files keep the labels. */
  readonly kept: 'integers' | 'floats';
  /** The mean loss of one exit over a batch, from logits [B, C] and labels float32 [B]. */
  loss(logits: Tensor2D, labels: Tensor1D): Scalar;
  /** The loss of each example, [B]. */
  losses(logits: Tensor2D, labels: Tensor1D): Tensor1D;
  /** How right each prediction is, in [0, 1], [B]: what a gate learns. A constant to the gradient. */
  rightness(logits: Tensor2D, labels: Tensor1D): Tensor1D;
  /** Labels [N] as records have them. */
  labels(values: Iterable<number>): Labels;
  /** The predictions that logits [..., C] stand for. */
  predictions(logits: Float32Array, classes: number): Labels;
}
