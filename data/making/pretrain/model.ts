/** BERT's masked language model: predicts masked pieces from the last hidden state (Devlin et al. 2019, §3.1). */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type BertConfig, block, embed } from '../../../src/encoders/bert';
import { bertShapes } from '../../../src/encoders/bertShapes';
import { padded } from '../../../src/encoders/paddedTokens';
import type { DropoutMasks } from '../../../src/ops/dropout';
import { embedding } from '../../../src/ops/embedding';
import { gelu } from '../../../src/ops/gelu';
import { layerNorm } from '../../../src/ops/layerNorm';
import { linear } from '../../../src/ops/linear';
import { spreadTokens } from '../../../src/ops/places';
import type { Parameters, Shapes, Tokens } from '../../../src/types';

const TRANSFORM = 'cls.predictions.transform';
const BIAS = 'cls.predictions.bias';
const WORDS = 'embeddings.word_embeddings.weight';

/** Parameter shapes of an encoder with `depth` blocks and its head. The decoder is the word embedding matrix. */
export function languageModelShapes(config: BertConfig, depth: number): Shapes {
  const { hidden_size: H, vocab_size: V } = config;
  return {
    ...bertShapes(config, depth),
    [`${TRANSFORM}.dense.weight`]: [H, H],
    [`${TRANSFORM}.dense.bias`]: [H],
    [`${TRANSFORM}.LayerNorm.weight`]: [H],
    [`${TRANSFORM}.LayerNorm.bias`]: [H],
    [BIAS]: [V],
  };
}

/** The hidden state [N, H] after `depth` blocks. */
export function lastHidden(
  p: Parameters<Tensor>,
  tokens: Tokens,
  config: BertConfig,
  depth: number,
  masks: DropoutMasks,
): Tensor2D {
  const all = padded(tokens, config.num_attention_heads);
  let hidden = embed(p, tokens, config, masks);
  for (let i = 0; i < depth; i++) hidden = block(p, i, hidden, all, config, masks);
  return hidden;
}

/**
 * The inputs of the prediction, [N + B, H]: the hidden state [N, H], then the mean of each sequence over its tokens.
 */
export function withMeans(hidden: Tensor2D, tokens: Tokens): Tensor2D {
  const { mask } = tokens;
  const [size, length] = mask.shape;
  const shares = tf.div(mask, tf.sum(mask, 1, true));
  const rows = tf.reshape(spreadTokens(hidden, tokens), [size, length, -1]);
  const means = tf.squeeze(tf.matMul(tf.expandDims(shares, 1), rows), [1]);
  return tf.concat([hidden, means as Tensor2D]);
}

/** Logits [S, V] at `slots` int32 [S], rows of hidden [N, H]: LN(gelu(h·Wᵀ + b))·Eᵀ + bias. */
export function pieceLogits(
  p: Parameters<Tensor>,
  hidden: Tensor2D,
  slots: Tensor1D,
  { layer_norm_eps }: BertConfig,
): Tensor2D {
  const dense = linear(
    embedding(hidden, slots),
    p[`${TRANSFORM}.dense.weight`] as Tensor2D,
    p[`${TRANSFORM}.dense.bias`] as Tensor1D,
  );
  const { [`${TRANSFORM}.LayerNorm.weight`]: gamma, [`${TRANSFORM}.LayerNorm.bias`]: beta } = p;
  const normal = layerNorm(gelu(dense), gamma as Tensor1D, beta as Tensor1D, layer_norm_eps);
  return linear(normal, p[WORDS] as Tensor2D, p[BIAS] as Tensor1D);
}
