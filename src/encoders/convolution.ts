/** The convolution of DeBERTa v2 over the input of the first block, which is added to the output of the block. */
import type { Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type ActivationName, activations } from '../ops/activations';
import { pickTokens, spreadTokens } from '../ops/places';
import type { Shapes, Tokens } from '../types';
import type { DebertaConfig } from './debertaConfig';
import type { AfterBlock } from './disentangledAttention';
import { addAndNorm, droppedStates, normShapes } from './sublayers';

/** In config.json the names start with `conv_`. */
export interface Convolution {
  readonly kernel_size: number;
  readonly groups: number;
  readonly act: ActivationName;
}

const NAME = 'encoder.conv';

export const convolutionShapes = ({ kernel_size, groups }: Convolution, H: number): Shapes => ({
  [`${NAME}.conv.weight`]: [H, H / groups, kernel_size],
  [`${NAME}.conv.bias`]: [H],
  ...normShapes(`${NAME}.LayerNorm`, H),
});

/** LN(output + f(dropout(conv(input)))), [N, H] -> [N, H]. */
export function convolution(
  conv: Convolution,
  { layer_norm_eps, hidden_dropout_prob }: DebertaConfig,
  { p, input, output, tokens, masks }: AfterBlock,
): Tensor2D {
  const windows = pickTokens(windowsOf(input, tokens, conv.kernel_size), tokens);
  const made = grouped(windows, p[`${NAME}.conv.weight`] as Tensor3D, conv.groups);
  const biased = tf.add<Tensor2D>(made, p[`${NAME}.conv.bias`] as Tensor1D);
  const dropped = droppedStates(biased, hidden_dropout_prob, masks);
  return addAndNorm(p, `${NAME}.LayerNorm`, output, activations[conv.act](dropped), layer_norm_eps);
}

/** The K states around each place, [N, H] -> [B·T, K·H]. States before the first token and after the last are zero. */
function windowsOf(x: Tensor2D, tokens: Tokens, K: number): Tensor2D {
  const [B, T] = tokens.mask.shape;
  const H = x.shape[1];
  const side = (K - 1) / 2;
  const states = tf.reshape(spreadTokens(x, tokens), [B, T, H]);
  const around = tf.pad(states, [
    [0, 0],
    [side, side],
    [0, 0],
  ]);
  const shifted = Array.from({ length: K }, (_, from) => tf.slice(around, [0, from, 0], [B, T, H]));
  return tf.reshape(tf.concat(shifted, 2), [B * T, K * H]);
}

/** The products of windows [N, K·H] and a kernel [H, H/G, K], where each of G groups of numbers has its own rows. */
function grouped(windows: Tensor2D, kernel: Tensor3D, G: number): Tensor2D {
  const [H, inner, K] = kernel.shape;
  const [N] = windows.shape;
  const ofGroups = tf.transpose(tf.reshape(windows, [N, K, G, inner]), [2, 0, 1, 3]);
  const rows = tf.transpose(tf.reshape(kernel, [G, H / G, inner, K]), [0, 1, 3, 2]);
  const products = tf.matMul(
    tf.reshape(ofGroups, [G, N, K * inner]),
    tf.reshape(rows, [G, H / G, K * inner]),
    false,
    true,
  );
  return tf.reshape(tf.transpose(products, [1, 0, 2]), [N, H]);
}
