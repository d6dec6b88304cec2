import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Angles } from '../ops/rotary';
import type { Tokens } from '../types';
import type { LayerType, ModernBertConfig } from './modernBertConfig';
import { paddingBias } from './paddedTokens';

/** Which tokens a block attends to, and the angles of its rotary positions. */
export interface Reach {
  readonly angles: Angles;
  /** The bias of the attention scores, [1, B, 1, T] or [1, B, T, T]. */
  readonly bias: Tensor4D;
}

/** What the blocks of each type share. */
export function reachesOf(tokens: Tokens, config: ModernBertConfig): { readonly [type in LayerType]: Reach } {
  const { rope_theta, hidden_size, num_attention_heads, local_attention } = config;
  const [B, T] = tokens.mask.shape;
  const size = hidden_size / num_attention_heads;
  const padding = tf.reshape(paddingBias(tokens.mask), [1, B, 1, T]) as Tensor4D;
  const near = tf.add<Tensor4D>(padding, windowBias(T, Math.floor(local_attention / 2)));
  return {
    full_attention: { angles: anglesOf(tokens.positions, rope_theta.full_attention, size), bias: padding },
    sliding_attention: { angles: anglesOf(tokens.positions, rope_theta.sliding_attention, size), bias: near },
  };
}

/** [T, T]: 0 where two places are at most `most` apart, and elsewhere so negative that the attention weight is 0. */
function windowBias(T: number, most: number): tf.Tensor {
  const places = tf.cumsum(tf.ones([T]));
  const apart = tf.abs(tf.sub(tf.reshape(places, [T, 1]), tf.reshape(places, [1, T])));
  return tf.mul(tf.cast(tf.greater(apart, most), 'float32'), -1e9);
}

/**
 * The angles t·θ^(-2d/D) of the tokens at positions t int32 [N], for d < D/2. The frequencies are rounded to float32 as
 * in PyTorch.
 */
function anglesOf(positions: Tensor1D, theta: number, D: number): Angles {
  const frequencies = Float32Array.from({ length: D / 2 }, (_, d) =>
    Math.fround(1 / Math.fround(theta ** Math.fround((2 * d) / D))),
  );
  const angles = tf.mul(
    tf.reshape(tf.cast(positions, 'float32'), [-1, 1, 1]),
    tf.tensor(frequencies, [1, 1, D / 2]),
  );
  return { cos: tf.cos(angles), sin: tf.sin(angles) };
}
