/**
 * BERT (Devlin et al. 2019) as functions of a parameter tree. Parameters have Hugging Face's names without the `bert.`
 * prefix. Hidden states are [N, H], one row for each token; padding has no rows. Only attention needs the padded
 * layout.
 */

import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { attention } from '../ops/attention';
import { type DropoutMasks, dropout } from '../ops/dropout';
import { embedding } from '../ops/embedding';
import { gelu } from '../ops/gelu';
import { layer } from '../ops/layer';
import { layerNorm } from '../ops/layerNorm';
import { linear } from '../ops/linear';
import { pickTokens, spreadTokens } from '../ops/places';
import type { Parameters, Tokens } from '../types';

/** The sizes of a BERT encoder, as in config.json. */
export interface BertConfig {
  readonly vocab_size: number;
  readonly hidden_size: number;
  readonly num_hidden_layers: number;
  readonly num_attention_heads: number;
  readonly intermediate_size: number;
  readonly max_position_embeddings: number;
  readonly type_vocab_size: number;
  readonly layer_norm_eps: number;
  readonly hidden_dropout_prob: number;
  readonly attention_probs_dropout_prob: number;
}

/** The name of a block. Blocks count from 0, as in Hugging Face's names; depths count from 1. */
export const blockName = (block: number): string => `encoder.layer.${block}`;

/** The residual connection LN(x + dropout(y)), where y is the output of the sublayer. */
function addAndNorm(p: Parameters<Tensor>, name: string, config: BertConfig, masks: DropoutMasks) {
  return (x: Tensor2D, y: Tensor2D): Tensor2D => {
    const sum = tf.add<Tensor2D>(
      x,
      dropout(y, masks('tokens', [config.hidden_size], config.hidden_dropout_prob)),
    );
    return norm(p, `${name}.LayerNorm`, sum, config);
  };
}

function norm(p: Parameters<Tensor>, name: string, x: Tensor2D, config: BertConfig): Tensor2D {
  const { [`${name}.weight`]: gamma, [`${name}.bias`]: beta } = p;
  return layerNorm(x, gamma as Tensor1D, beta as Tensor1D, config.layer_norm_eps);
}

/** The input of the first block [N, H]: LN(word + position + type) with dropout. */
export function embed(
  p: Parameters<Tensor>,
  { ids, typeIds, positions }: Tokens,
  config: BertConfig,
  masks: DropoutMasks,
): Tensor2D {
  const rows = (name: string, places: Tensor1D) =>
    embedding(p[`embeddings.${name}_embeddings.weight`] as Tensor2D, places);
  const placed = tf.add<Tensor2D>(rows('word', ids), rows('position', positions));
  const typed = tf.add<Tensor2D>(placed, rows('token_type', typeIds));
  const normal = norm(p, 'embeddings.LayerNorm', typed, config);
  return dropout(normal, masks('tokens', [config.hidden_size], config.hidden_dropout_prob));
}

/**
 * The bias of the attention scores, [B, 1, 1, T]: 0 at tokens, and at padding so negative that the attention weight is
 * 0.
 */
export function paddingBias(mask: Tensor2D): Tensor4D {
  const [batch, tokens] = mask.shape;
  return tf.reshape(tf.mul(tf.sub(mask, 1), 1e9), [batch, 1, 1, tokens]);
}

/** Tokens with the attention bias for padding, which all blocks share. */
export interface PaddedTokens extends Tokens {
  readonly bias: Tensor4D;
}

export const padded = (tokens: Tokens): PaddedTokens => ({ ...tokens, bias: paddingBias(tokens.mask) });

/** One block: attention, then feed-forward, each with a residual connection. x [N, H] -> [N, H]. */
export function block(
  p: Parameters<Tensor>,
  index: number,
  x: Tensor2D,
  tokens: PaddedTokens,
  config: BertConfig,
  masks: DropoutMasks,
): Tensor2D {
  const name = blockName(index);
  const { bias } = tokens;
  const [, , , length] = bias.shape;
  const heads = config.num_attention_heads;
  const stacked = (kind: string) =>
    tf.concat(['query', 'key', 'value'].map((part) => p[`${name}.attention.self.${part}.${kind}`]));
  const qkv = linear(x, stacked('weight') as Tensor2D, stacked('bias') as Tensor1D);
  const weights = masks('examples', [heads, length, length], config.attention_probs_dropout_prob);
  const context = pickTokens(attention(spreadTokens(qkv, tokens), bias, heads, weights), tokens);
  const said = layer(p, `${name}.attention.output.dense`, context);
  const attended = addAndNorm(p, `${name}.attention.output`, config, masks)(x, said);
  const inner = gelu(layer(p, `${name}.intermediate.dense`, attended));
  return addAndNorm(p, `${name}.output`, config, masks)(attended, layer(p, `${name}.output.dense`, inner));
}

/** tanh(x·Wᵀ + b) on one row for each example, [B, H] -> [B, H]. */
export function pool(p: Parameters<Tensor>, name: string, x: Tensor2D): Tensor2D {
  return tf.tanh(layer(p, `${name}.dense`, x));
}
