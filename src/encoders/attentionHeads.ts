/** Attention with a tensor for each head, for architectures whose scores are not those of BERT. */
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { DropoutMasks } from '../ops/dropout';
import { pickTokens, spreadTokens } from '../ops/places';
import type { Tokens } from '../types';

/** The order of the numbers of a token: queries, keys and values within each head, or all heads within each. */
export type Order = 'heads first' | 'parts first';

/** Queries, keys and values [A, B, T, D] from rows of tokens [N, 3·A·D]. Padding has zeros. */
export function headsOf(qkv: Tensor2D, tokens: Tokens, A: number, order: Order): Tensor4D[] {
  const [B, T] = tokens.mask.shape;
  const D = qkv.shape[1] / 3 / A;
  const spread = spreadTokens(qkv, tokens);
  const parted = order === 'parts first' ? [B, T, 3, A, D] : [B, T, A, 3, D];
  const outward = order === 'parts first' ? [2, 3, 0, 1, 4] : [3, 2, 0, 1, 4];
  return tf.unstack(tf.transpose(tf.reshape(spread, parted) as Tensor, outward)) as Tensor4D[];
}

/** The rows of tokens [N, A·D] from heads [A, B, T, D]. */
export function tokensOfHeads(heads: Tensor4D, tokens: Tokens): Tensor2D {
  const [A, B, T, D] = heads.shape;
  return pickTokens(tf.reshape(tf.transpose(heads, [1, 2, 0, 3]), [B * T, A * D]), tokens);
}

/** The dropout mask of attention weights [A, B, T, T], or null. */
export function maskOfHeads(A: number, T: number, rate: number, masks: DropoutMasks): Tensor | null {
  const mask = masks('examples', [A, T, T], rate);
  return mask && tf.transpose(mask, [1, 0, 2, 3]);
}
