import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type HeadPlaces, headPlaces } from '../ops/headPlaces';
import type { Tokens } from '../types';

/**
 * The bias of the attention scores, [B, 1, 1, T]: 0 at tokens, and at padding so negative that the attention weight is
 * 0.
 */
export function paddingBias(mask: Tensor2D): Tensor4D {
  const [batch, tokens] = mask.shape;
  return tf.reshape(tf.mul(tf.sub(mask, 1), 1e9), [batch, 1, 1, tokens]);
}

/** Tokens with what attention needs of the padded batch, which all blocks share. */
export interface PaddedTokens extends Tokens {
  readonly bias: Tensor4D;
  readonly headPlaces: HeadPlaces;
}

export const padded = (tokens: Tokens, heads: number): PaddedTokens => ({
  ...tokens,
  bias: paddingBias(tokens.mask),
  headPlaces: headPlaces(tokens, tokens.mask.shape, heads),
});
