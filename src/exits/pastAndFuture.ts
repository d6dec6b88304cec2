import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { layer, layerShapes } from '../ops/layer';
import type { ExitModule, Parameters, Place, Shapes } from '../types';
import { allEarlier } from './earlier';
import { featuresOf, poolerShapes } from './features';

/** What an exit reads beside its own features. */
export interface PastAndFuture {
  /** The features of the earlier exits. */
  readonly past: boolean;
  /** Predictions of the features of the later exits. */
  readonly future: boolean;
}

const numbers = (first: number, end: number): number[] =>
  Array.from({ length: end - first }, (_, i) => first + i);

/**
 * Exits of GPFEE (Liao et al. 2021), which answer from a global view. t_k are the features of exit k.
 * - Past: t_k for k < i, as constants for the gradient.
 * - Future: t'_k = tanh(V_k t_i + c_k) for k > i. The matrices V_k are shared by all exits.
 * - z_i = 2λ·Σ_{k<=i} (W_k t_k + b_k) + (2 - 2λ)·Σ_{k>i} (W_k t'_k + b_k), for each class.
 * - λ = sigmoid(A·tanh(mean_{k<=i} (G_k t_k + g_k)) + a), [B, C].
 * All exits share W, b, G, g, A and a. Each exit draws its own dropout of every t. Without a future there is nothing to
 * balance, and z_i = Σ_{k<=i} (W_k t_k + b_k); without a past, the sums over k <= i have the exit's own term alone. For
 * the loss, `future` beside the outputs holds t', [B, E - 1 - i, H]; the last exit has none.
 */
export function pastAndFuture({ past, future }: PastAndFuture): ExitModule {
  const read = ({ exit }: Place) => numbers(past ? 0 : exit, exit + 1);
  const predicted = ({ exit, exits }: Place) => (future ? numbers(exit + 1, exits) : []);
  return {
    shapes: (at, encoder) => ({
      ...poolerShapes(at, encoder),
      ...layersOf(predicted(at), 'futures', encoder.width, encoder.width),
      ...layersOf([...read(at), ...predicted(at)], 'classifiers', at.classes, encoder.width),
      ...(future && layersOf(read(at), 'gates', at.classes, encoder.width)),
      ...(future && layerShapes('balance', at.classes, at.classes)),
    }),
    read(p, at, seen) {
      const { features, input } = featuresOf(at, seen);
      const before = past ? allEarlier(at, seen).map((earlier) => earlier.features) : [];
      const tokens = [...before.map((token) => seen.drop(token)), input];
      const ahead = predicted(at).map((k) => tf.tanh(layer(p, `futures.${k}`, features)));
      const own = summed(p, 'classifiers', read(at), tokens);
      if (!future) return { features, input, logits: own };
      const balance = tf.sigmoid(
        layer(p, 'balance', tf.tanh(mean(summed(p, 'gates', read(at), tokens), tokens))),
      );
      const known = tf.mul<Tensor2D>(tf.mul(2, balance), own);
      if (ahead.length === 0) return { features, input, logits: known };
      const dropped = ahead.map((token) => seen.drop(token));
      const unknown = summed(p, 'classifiers', predicted(at), dropped);
      const logits = tf.add<Tensor2D>(known, tf.mul(tf.sub(2, tf.mul(2, balance)), unknown));
      return { features, input, logits, beside: { future: tf.stack(ahead, 1) } };
    },
  };
}

const layersOf = (exits: readonly number[], name: string, output: number, input: number): Shapes =>
  Object.assign({}, ...exits.map((k) => layerShapes(`${name}.${k}`, output, input)));

/** Σ_k (W_k x_k + b_k) with the layers `name`.k for these k. */
const summed = (
  p: Parameters<Tensor>,
  name: string,
  exits: readonly number[],
  x: readonly Tensor2D[],
): Tensor2D => tf.addN(exits.map((k, i) => layer(p, `${name}.${k}`, x[i])));

const mean = (sum: Tensor2D, { length }: readonly unknown[]): Tensor2D => tf.div(sum, length);
