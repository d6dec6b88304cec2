/** DeBERTa, version 1: queries, keys and values of a head come from one layer without a bias for keys. */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { layer, layerShapes, productLayer, productShapes } from '../ops/layer';
import { linear } from '../ops/linear';
import type { Parameters } from '../types';
import type { Architecture } from './architectures';
import type { ConfigFile } from './config';
import { currentNames } from './currentNames';
import { type DebertaConfig, readDebertaConfig } from './debertaConfig';
import { debertaEncoder } from './disentangled';
import type { Version } from './disentangledAttention';

function readConfig(file: ConfigFile): DebertaConfig {
  const why = 'it is an option of version 2 ("model_type": "deberta-v2")';
  file.requireUnset('share_att_key', why);
  file.requireUnset('conv_kernel_size', why);
  file.requireValue('norm_rel_ebd', 'none', why);
  if (file.whole('position_buckets', -1) > 0) file.requireUnset('position_buckets', why);
  return readDebertaConfig(file);
}

export const deberta: Architecture = {
  name: 'deberta',
  open: (file) => debertaEncoder(version1, readConfig(file)),
  currentName: currentNames('deberta'),
};

/** The biases of the projection [A·3·D]: those of queries and values, and 0 for keys. */
function projectionBias(p: Parameters<Tensor>, name: string, A: number): Tensor1D {
  const ofHeads = (bias: Tensor) => tf.reshape(bias, [A, -1]);
  const [queries, values] = [ofHeads(p[`${name}.q_bias`]), ofHeads(p[`${name}.v_bias`])];
  return tf.reshape(tf.stack([queries, tf.zeros(queries.shape), values], 1), [-1]);
}

const version1: Version<DebertaConfig> = {
  architecture: 'deberta',
  order: 'heads first',
  distances: ({ max_position_embeddings: positions, max_relative_positions: span }) => ({
    positions,
    span,
    bucket: (distance) => distance,
  }),
  attentionShapes: ({ hidden_size: H, relative_attention, pos_att_type }, name) => ({
    ...productShapes(`${name}.in_proj`, 3 * H, H),
    [`${name}.q_bias`]: [H],
    [`${name}.v_bias`]: [H],
    ...(relative_attention && pos_att_type.includes('c2p') && productShapes(`${name}.pos_proj`, H, H)),
    ...(relative_attention && pos_att_type.includes('p2c') && layerShapes(`${name}.pos_q_proj`, H, H)),
  }),
  distanceRows: (_, __, rows) => rows,
  projected: ({ num_attention_heads: A }, p, name, x) =>
    linear(x, p[`${name}.in_proj.weight`] as Tensor2D, projectionBias(p, name, A)),
  ofDistances: (_, p, name, term, rows) =>
    term === 'c2p' ? productLayer(p, `${name}.pos_proj`, rows) : layer(p, `${name}.pos_q_proj`, rows),
};
