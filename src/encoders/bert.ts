/**
 * BERT (Devlin et al. 2019) as functions of a parameter tree. Parameters have Hugging Face's names without the `bert.`
 * prefix. Hidden states are [N, H], one row for each token; padding has no rows. Only attention needs the padded
 * layout.
 */

import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { ActivationName } from '../ops/activations';
import type { DropoutMasks } from '../ops/dropout';
import { layer } from '../ops/layer';
import type { Parameters, Tokens } from '../types';
import type { PaddedTokens } from './paddedTokens';
import { addAndNorm, droppedStates, feedForward, norm, rowsOf, selfAttention } from './sublayers';

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
  /** The activation of the feed-forward layers. Default: the exact GELU. */
  readonly hidden_act?: ActivationName;
}

/** The name of a block. Blocks count from 0, as in Hugging Face's names; depths count from 1. */
export const blockName = (block: number): string => `encoder.layer.${block}`;

/** The input of the first block [N, H]: LN(word + position + type) with dropout. */
export function embed(
  p: Parameters<Tensor>,
  { ids, typeIds, positions }: Tokens,
  config: Pick<BertConfig, 'layer_norm_eps' | 'hidden_dropout_prob'>,
  masks: DropoutMasks,
): Tensor2D {
  const words = rowsOf(p, 'embeddings.word_embeddings', ids);
  const placed = tf.add<Tensor2D>(words, rowsOf(p, 'embeddings.position_embeddings', positions));
  const typed = tf.add<Tensor2D>(placed, rowsOf(p, 'embeddings.token_type_embeddings', typeIds));
  const normal = norm(p, 'embeddings.LayerNorm', typed, config.layer_norm_eps);
  return droppedStates(normal, config.hidden_dropout_prob, masks);
}

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
  const { layer_norm_eps: epsilon, hidden_dropout_prob: rate, hidden_act = 'gelu' } = config;
  const context = selfAttention(p, attentionOf(name, config), x, tokens, masks);
  const said = droppedStates(layer(p, `${name}.attention.output.dense`, context), rate, masks);
  const attended = addAndNorm(p, `${name}.attention.output.LayerNorm`, x, said, epsilon);
  const fed = feedForward(p, `${name}.intermediate.dense`, `${name}.output.dense`, hidden_act, attended);
  return addAndNorm(p, `${name}.output.LayerNorm`, attended, droppedStates(fed, rate, masks), epsilon);
}

const attentionOf = (name: string, config: BertConfig) => ({
  ...attentionNames(name),
  rate: config.attention_probs_dropout_prob,
});

/** The names of the attention layers of the block `name`. */
export const attentionNames = (name: string) => ({
  query: `${name}.attention.self.query`,
  key: `${name}.attention.self.key`,
  value: `${name}.attention.self.value`,
});

/** tanh(x·Wᵀ + b) on one row for each example, [B, H] -> [B, H]. */
export function pool(p: Parameters<Tensor>, name: string, x: Tensor2D): Tensor2D {
  return tf.tanh(layer(p, `${name}.dense`, x));
}
