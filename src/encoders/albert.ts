/**
 * ALBERT (Lan et al. 2020, arXiv 1909.11942): few groups of layers, each of which several blocks run, and embeddings
 * of a width of their own. Parameters have Hugging Face's names without the `albert.` prefix.
 *
 * A depth is one pass through a group, which has `inner_group_num` layers. Blocks of one group share their parameters,
 * and the gradient of a parameter is the sum over the blocks that read it. So under SWEET a group gets the gradient of
 * each exit through the segment of that exit; the embeddings and their mapping get the gradient of the first exit. The
 * members of a Multi-Model have a copy of the groups each.
 */

import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { DropoutMasks } from '../ops/dropout';
import { layer, layerShapes } from '../ops/layer';
import type { Parameters, Shapes, Tokens } from '../types';
import { embed as bertEmbed } from './bert';
import type { EncoderConfig } from './bertEncoder';
import { embeddingShapes as bertEmbeddingShapes } from './bertShapes';
import type { PaddedTokens } from './paddedTokens';
import {
  addAndNorm,
  droppedStates,
  feedForward,
  normShapes,
  selfAttention,
  selfAttentionShapes,
} from './sublayers';

/**
 * The configuration of ALBERT. `embedding_size` is the width of the embeddings. In config.json the dropout rate before
 * a linear head is `classifier_dropout_prob`.
 */
export interface AlbertConfig extends EncoderConfig {
  readonly embedding_size: number;
  readonly num_hidden_groups: number;
  readonly inner_group_num: number;
}

/** The layer that maps the embeddings [N, E] to hidden states [N, H]. */
const MAPPING = 'encoder.embedding_hidden_mapping_in';

/** The group of a block. M blocks are spread over G groups; a model cut at a lower depth keeps the groups of all M. */
export function groupOf(
  block: number,
  {
    num_hidden_layers: M,
    num_hidden_groups: G,
  }: Pick<AlbertConfig, 'num_hidden_layers' | 'num_hidden_groups'>,
): number {
  return Math.floor(block / (M / G));
}

/** The names of the layers that a block runs, in order. */
export const layersOf = (block: number, config: AlbertConfig): string[] =>
  Array.from(
    { length: config.inner_group_num },
    (_, k) => `encoder.albert_layer_groups.${groupOf(block, config)}.albert_layers.${k}`,
  );

export const embeddingShapes = (config: AlbertConfig): Shapes => ({
  ...bertEmbeddingShapes({ ...config, hidden_size: config.embedding_size }),
  ...layerShapes(MAPPING, config.hidden_size, config.embedding_size),
});

/** The parameters of a block. Blocks of one group have the same. */
export const blockShapes = (config: AlbertConfig, block: number): Shapes =>
  Object.assign({}, ...layersOf(block, config).map((name) => groupLayerShapes(name, config)));

/** The input of the first block: the embeddings [N, E], mapped to [N, H]. */
export const embed = (
  p: Parameters<Tensor>,
  tokens: Tokens,
  config: AlbertConfig,
  masks: DropoutMasks,
): Tensor2D => layer(p, MAPPING, bertEmbed(p, tokens, config, masks));

const attentionNames = (name: string) => ({
  query: `${name}.attention.query`,
  key: `${name}.attention.key`,
  value: `${name}.attention.value`,
});

function groupLayerShapes(name: string, { hidden_size: H, intermediate_size: I }: AlbertConfig): Shapes {
  return {
    ...selfAttentionShapes(attentionNames(name), H),
    ...layerShapes(`${name}.attention.dense`, H, H),
    ...normShapes(`${name}.attention.LayerNorm`, H),
    ...layerShapes(`${name}.ffn`, I, H),
    ...layerShapes(`${name}.ffn_output`, H, I),
    ...normShapes(`${name}.full_layer_layer_norm`, H),
  };
}

/** One layer, [N, H] -> [N, H]. Unlike in BERT, the output of the feed-forward layer is not dropped out. */
function groupLayer(
  p: Parameters<Tensor>,
  name: string,
  x: Tensor2D,
  tokens: PaddedTokens,
  config: AlbertConfig,
  masks: DropoutMasks,
): Tensor2D {
  const { layer_norm_eps: epsilon, hidden_act = 'gelu_new' } = config;
  const attending = { ...attentionNames(name), rate: config.attention_probs_dropout_prob };
  const context = selfAttention(p, attending, x, tokens, masks);
  const said = droppedStates(layer(p, `${name}.attention.dense`, context), config.hidden_dropout_prob, masks);
  const attended = addAndNorm(p, `${name}.attention.LayerNorm`, x, said, epsilon);
  const fed = feedForward(p, `${name}.ffn`, `${name}.ffn_output`, hidden_act, attended);
  return addAndNorm(p, `${name}.full_layer_layer_norm`, attended, fed, epsilon);
}

/** One block: the layers of its group, [N, H] -> [N, H]. */
export const block = (
  p: Parameters<Tensor>,
  index: number,
  x: Tensor2D,
  tokens: PaddedTokens,
  config: AlbertConfig,
  masks: DropoutMasks,
): Tensor2D =>
  layersOf(index, config).reduce((state, name) => groupLayer(p, name, state, tokens, config, masks), x);

/** tanh(W·x + b), [B, H] -> [B, H]. */
export const pool = (p: Parameters<Tensor>, name: string, row: Tensor2D): Tensor2D =>
  tf.tanh(layer(p, name, row));
