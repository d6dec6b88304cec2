import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './withGradient';

/** The positions of the N tokens of B examples in a padded batch of B·T places. */
export interface Places {
  /** int32 [N]: the place of each token. */
  readonly places: Tensor1D;
  /** int32 [B·T]: the token at each place, N at padding. */
  readonly tokens: Tensor1D;
}

const below: [[number, number], [number, number]] = [
  [0, 1],
  [0, 0],
];

const spread = (x: Tensor2D, tokens: Tensor1D): Tensor2D => tf.gather(tf.pad(x, below), tokens);

/**
 * Spreads the rows of tokens, [N, H], to their places in a padded batch, [B·T, H]. Padding rows are zero. The
 * gradient is `pickTokens`.
 */
export function spreadTokens(x: Tensor2D, { places, tokens }: Places): Tensor2D {
  return withGradient([x], () => ({
    value: spread(x, tokens),
    saved: [places],
    gradient: (dy, [places]) => [tf.gather(dy, places as Tensor1D)],
  }));
}

/**
 * The row of the first token of each example, [B, H], from the rows of all tokens, [N, H]. The other rows are not
 * spread to places.
 */
export function firstTokens(
  x: Tensor2D,
  { places, tokens }: Places,
  [B, T]: readonly [batch: number, length: number],
): Tensor2D {
  return withGradient([x], () => {
    const first = tf.reshape(tf.slice(tf.reshape(tokens, [B, T]), [0, 0], [B, 1]), [B]);
    return {
      value: tf.gather(x, first),
      saved: [places],
      gradient: (dy, [places]) => {
        const H = x.shape[1];
        const rows = tf.pad(tf.reshape(dy, [B, 1, H]), [
          [0, 0],
          [0, T - 1],
          [0, 0],
        ]);
        return [tf.gather(tf.reshape(rows, [B * T, H]), places as Tensor1D)];
      },
    };
  });
}

/** Picks the rows of the tokens, [N, H], from the rows of all places, [B·T, H]. The gradient is `spreadTokens`. */
export function pickTokens(x: Tensor2D, { places, tokens }: Places): Tensor2D {
  return withGradient([x], () => ({
    value: tf.gather(x, places),
    saved: [tokens],
    gradient: (dy, [tokens]) => [spread(dy, tokens as Tensor1D)],
  }));
}
