import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './withGradient';

/** Where the N tokens of B examples are among the B·T places of a padded batch. */
export interface Places {
  /** int32 [N]: the place of each token. */
  readonly places: Tensor1D;
  /** int32 [B·T]: the token at each place, N where there is padding. */
  readonly tokens: Tensor1D;
}

const below: [[number, number], [number, number]] = [
  [0, 1],
  [0, 0],
];

const spread = (x: Tensor2D, tokens: Tensor1D): Tensor2D => tf.gather(tf.pad(x, below), tokens);

/** Rows of tokens, [N, H], at their places among rows of zeros, [B·T, H]. Its gradient is `pickTokens`. */
export function spreadTokens(x: Tensor2D, { places, tokens }: Places): Tensor2D {
  return withGradient([x], () => ({
    value: spread(x, tokens),
    saved: [places],
    gradient: (dy, [places]) => [tf.gather(dy, places as Tensor1D)],
  }));
}

/** The rows of the tokens, [N, H], among those of all places, [B·T, H]. Its gradient is `spreadTokens`. */
export function pickTokens(x: Tensor2D, { places, tokens }: Places): Tensor2D {
  return withGradient([x], () => ({
    value: tf.gather(x, places),
    saved: [tokens],
    gradient: (dy, [tokens]) => [spread(dy, tokens as Tensor1D)],
  }));
}
