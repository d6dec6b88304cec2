/**
 * The sublayers of encoders, as functions of a parameter tree. An architecture gives the names of its parameters.
 * Hidden states are [N, H], one row for each token.
 */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type ActivationName, activations } from '../ops/activations';
import { attention } from '../ops/attention';
import { type DropoutMasks, dropout } from '../ops/dropout';
import { embedding } from '../ops/embedding';
import { layer, layerShapes } from '../ops/layer';
import { layerNorm } from '../ops/layerNorm';
import { linear } from '../ops/linear';
import type { Parameters, Shapes } from '../types';
import type { PaddedTokens } from './paddedTokens';

export const normShapes = (name: string, width: number): Shapes => ({
  [`${name}.weight`]: [width],
  [`${name}.bias`]: [width],
});

/** LN(x) with the parameters `name`. */
export const norm = (p: Parameters<Tensor>, name: string, x: Tensor2D, epsilon: number): Tensor2D =>
  layerNorm(x, p[`${name}.weight`] as Tensor1D, p[`${name}.bias`] as Tensor1D, epsilon);

/** The residual connection LN(x + y), where y is the output of a sublayer. */
export const addAndNorm = (
  p: Parameters<Tensor>,
  name: string,
  x: Tensor2D,
  y: Tensor2D,
  epsilon: number,
): Tensor2D => norm(p, name, tf.add<Tensor2D>(x, y), epsilon);

/** Dropout of hidden states. */
export const droppedStates = (x: Tensor2D, rate: number, masks: DropoutMasks): Tensor2D =>
  dropout(x, masks('tokens', [x.shape[1]], rate));

/** The rows of the table `name` at int32 [N]. */
export const rowsOf = (p: Parameters<Tensor>, name: string, ids: Tensor1D): Tensor2D =>
  embedding(p[`${name}.weight`] as Tensor2D, ids);

/** Of self-attention: the names of three linear layers and the dropout rate of the weights. */
export interface SelfAttention {
  readonly query: string;
  readonly key: string;
  readonly value: string;
  readonly rate: number;
}

export const selfAttentionShapes = (
  { query, key, value }: Pick<SelfAttention, 'query' | 'key' | 'value'>,
  width: number,
): Shapes => ({
  ...layerShapes(query, width, width),
  ...layerShapes(key, width, width),
  ...layerShapes(value, width, width),
});

/** The context of multi-head self-attention, [N, H] -> [N, H], before its output layer. */
export function selfAttention(
  p: Parameters<Tensor>,
  { query, key, value, rate }: SelfAttention,
  x: Tensor2D,
  tokens: PaddedTokens,
  masks: DropoutMasks,
): Tensor2D {
  const { bias, headPlaces } = tokens;
  const [, , , length] = bias.shape;
  const stacked = (kind: string) => tf.concat([query, key, value].map((part) => p[`${part}.${kind}`]));
  const qkv = linear(x, stacked('weight') as Tensor2D, stacked('bias') as Tensor1D);
  const dropped = masks('examples', [headPlaces.heads, length, length], rate);
  return attention(qkv, headPlaces, bias, dropped);
}

/** W₂·f(W₁·x + b₁) + b₂ with the layers `inner` and `outer`. */
export const feedForward = (
  p: Parameters<Tensor>,
  inner: string,
  outer: string,
  activation: ActivationName,
  x: Tensor2D,
): Tensor2D => layer(p, outer, activations[activation](layer(p, inner, x)));
