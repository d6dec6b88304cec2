import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { firstTokens, spreadTokens } from '../ops/places';
import type { Encoder, Parameters, Tokens } from '../types';
import type { MultiExit } from './model';

/** The row of each example for an exit: hidden [N, H] -> [B, H]. */
export function readout(
  { pooling, encoder }: Pick<MultiExit, 'pooling'> & { readonly encoder: Pick<Encoder, 'exitRows'> },
  p: Parameters<Tensor>,
  hidden: Tensor2D,
  tokens: Tokens,
): Tensor2D {
  const { mask } = tokens;
  const [batch, length] = mask.shape;
  const read = (rows: Tensor2D) => encoder.exitRows?.(p, rows) ?? rows;
  if (pooling === 'cls') return read(firstTokens(hidden, tokens, mask.shape));
  const H = hidden.shape[1];
  const states = tf.reshape(spreadTokens(read(hidden), tokens), [batch, length, H]) as Tensor3D;
  const share = tf.div(mask, tf.sum(mask, 1, true));
  return tf.reshape(tf.matMul(tf.reshape(share, [batch, 1, length]) as Tensor3D, states), [batch, H]);
}
