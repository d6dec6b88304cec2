import type { Rank, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { layer, layerShapes } from '../ops/layer';
import type { ExitModule, Parameters, Place, Seen, Shapes } from '../types';
import { allEarlier } from './earlier';
import { featuresOf, poolerShapes } from './features';

/** What the λ-layer of an exit reads: a row for each example. */
export interface PonderedState {
  /** The factor by which it is wider than a row. */
  readonly rows: number;
  shapes(at: Place, width: number): Shapes;
  of(p: Parameters<Tensor>, at: Place, seen: Seen, features: Tensor2D): Tensor2D;
}

/** The state of PonderNet: the features of the exit alone. */
export const ownState: PonderedState = {
  rows: 1,
  shapes: () => ({}),
  of: (_p, _at, _seen, features) => features,
};

const EMBEDDINGS = 'lambda.embeddings.weight';

/** h + e_i, where row i of the table [E, H] is the trained embedding of exit i. */
const placed = (p: Parameters<Tensor>, exit: number, h: Tensor2D): Tensor2D =>
  tf.add(h, tf.slice(p[EMBEDDINGS] as Tensor2D, [exit, 0], [1, h.shape[1]]));

/** The state of PALBERT: [h_i + e_i; h_{i-1} + e_{i-1}], with zeros for the second half at the first exit. */
export const pairedState: PonderedState = {
  rows: 2,
  shapes: ({ exits }, width) => ({ [EMBEDDINGS]: [exits, width] }),
  of(p, at, seen, features) {
    allEarlier(at, seen);
    const { before } = seen;
    const previous = before ? placed(p, at.exit - 1, before) : tf.zeros<Rank.R2>(features.shape);
    return tf.concat([placed(p, at.exit, features), previous], 1);
  },
};

/**
 * Exits that learn how long to think (PonderNet, Banino et al. 2021; PALBERT, Balagansky and Gavrilov 2022). All exits
 * share one classifier and one λ-layer. The extra `lambdas`, λ_i = sigmoid(v·f(s_i) + c) in (0, 1), is the probability
 * of leaving at exit i among the examples that have reached it. s_i is the state, and f has `hidden` layers
 * x <- tanh(W·x + b). The state has dropout as the classifier's input has.
 */
export function pondering(state: PonderedState, hidden: number): ExitModule {
  const layers = Array.from({ length: hidden }, (_, i) => `lambda.${i}`);
  const last = hidden === 0 ? 'lambda' : 'lambda.last';
  return {
    shapes(at, encoder) {
      const width = state.rows * encoder.width;
      return Object.assign(
        { ...poolerShapes(at, encoder), ...layerShapes('classifier', at.classes, encoder.width) },
        state.shapes(at, encoder.width),
        ...layers.map((name) => layerShapes(name, width, width)),
        layerShapes(last, 1, width),
      );
    },
    extras: () => ({ lambdas: [] }),
    read(p, at, seen) {
      const { features, input } = featuresOf(at, seen);
      const begin = seen.drop(state.of(p, at, seen, features));
      const end = layers.reduce((x, name) => tf.tanh(layer(p, name, x)), begin);
      const lambdas = tf.sigmoid(tf.reshape(layer(p, last, end), [-1]));
      return { features, input, logits: layer(p, 'classifier', input), extras: { lambdas } };
    },
  };
}
