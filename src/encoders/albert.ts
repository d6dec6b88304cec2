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
import { activationNames } from '../ops/activations';
import type { DropoutMasks } from '../ops/dropout';
import { layer, layerShapes } from '../ops/layer';
import type { Encoder, Parameters, Shapes } from '../types';
import type { Architecture } from './architectures';
import { embed } from './bert';
import { type EncoderConfig, readBertConfig, withRate } from './bertEncoder';
import { embeddingShapes } from './bertShapes';
import type { ConfigFile } from './config';
import { currentNames } from './currentNames';
import { drawn } from './drawn';
import { type PaddedTokens, padded } from './paddedTokens';
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

const readConfig = (file: ConfigFile): AlbertConfig => ({
  ...readBertConfig(file),
  hidden_act: file.word('hidden_act', activationNames, 'gelu_new'),
  hidden_dropout_prob: file.rate('hidden_dropout_prob', 0),
  attention_probs_dropout_prob: file.rate('attention_probs_dropout_prob', 0),
  classifier_dropout: file.rate('classifier_dropout_prob', 0.1),
  embedding_size: file.size('embedding_size', 128),
  num_hidden_groups: file.size('num_hidden_groups', 1),
  inner_group_num: file.size('inner_group_num', 1),
});

export const albert: Architecture = {
  name: 'albert',
  open: (file) => albertEncoder(readConfig(file)),
  currentName: currentNames('albert'),
};

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
const layersOf = (block: number, config: AlbertConfig): string[] =>
  Array.from(
    { length: config.inner_group_num },
    (_, k) => `encoder.albert_layer_groups.${groupOf(block, config)}.albert_layers.${k}`,
  );

const attentionNames = (name: string) => ({
  query: `${name}.attention.query`,
  key: `${name}.attention.key`,
  value: `${name}.attention.value`,
});

function albertLayerShapes(name: string, { hidden_size: H, intermediate_size: I }: AlbertConfig): Shapes {
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
function albertLayer(
  p: Parameters<Tensor>,
  name: string,
  x: Tensor2D,
  tokens: PaddedTokens,
  config: AlbertConfig,
  masks: DropoutMasks,
): Tensor2D {
  const { layer_norm_eps: epsilon, hidden_act = 'gelu_new', num_attention_heads: heads } = config;
  const attending = { ...attentionNames(name), heads, rate: config.attention_probs_dropout_prob };
  const context = selfAttention(p, attending, x, tokens, masks);
  const said = droppedStates(layer(p, `${name}.attention.dense`, context), config.hidden_dropout_prob, masks);
  const attended = addAndNorm(p, `${name}.attention.LayerNorm`, x, said, epsilon);
  const fed = feedForward(p, `${name}.ffn`, `${name}.ffn_output`, hidden_act, attended);
  return addAndNorm(p, `${name}.full_layer_layer_norm`, attended, fed, epsilon);
}

/** tanh(W·x + b), [B, H] -> [B, H]. */
const pool = (p: Parameters<Tensor>, name: string, row: Tensor2D): Tensor2D => tf.tanh(layer(p, name, row));

/** ALBERT at the sizes of a config.json. */
export function albertEncoder(config: AlbertConfig): Encoder {
  const { hidden_size: H, embedding_size: E } = config;
  return {
    architecture: 'albert',
    width: H,
    depth: config.num_hidden_layers,
    vocabulary: config.vocab_size,
    types: config.type_vocab_size,
    positions: config.max_position_embeddings,
    headDropout: config.classifier_dropout,
    embeddingShapes: () => ({
      ...embeddingShapes({ ...config, hidden_size: E }),
      ...layerShapes(MAPPING, H, E),
    }),
    blockShapes: (index) =>
      Object.assign({}, ...layersOf(index, config).map((name) => albertLayerShapes(name, config))),
    poolerShapes: (name) => layerShapes(name, H, H),
    measuredMatrix: (index) => `${layersOf(index, config)[config.inner_group_num - 1]}.ffn_output.weight`,
    initial: (name, shape, seed) => drawn(name, shape, config.initializer_range, seed),
    bind(tokens) {
      const shared = padded(tokens);
      return {
        embed: (p, masks) => layer(p, MAPPING, embed(p, shared, config, masks)),
        block: (p, index, hidden, masks) =>
          layersOf(index, config).reduce(
            (state, name) => albertLayer(p, name, state, shared, config, masks),
            hidden,
          ),
      };
    },
    pool,
    withDropout: (rate) => albertEncoder(withRate(config, rate)),
  };
}
