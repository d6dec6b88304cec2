/**
 * DeBERTa, version 2 and version 3 (He et al. 2023, arXiv 2111.09543), which are one architecture: distances in
 * buckets, projections that distances may share with content, and a convolution after the first block.
 */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { activationNames } from '../ops/activations';
import type { Term } from '../ops/distanceScores';
import { layer, layerShapes } from '../ops/layer';
import { linear } from '../ops/linear';
import type { Architecture } from './architectures';
import type { ConfigFile } from './config';
import { type Convolution, convolution, convolutionShapes } from './convolution';
import { currentNames } from './currentNames';
import { type DebertaConfig, readDebertaConfig } from './debertaConfig';
import { debertaEncoder } from './disentangled';
import type { Version } from './disentangledAttention';
import { requireSame } from './encoderOnly';
import { logBucket } from './relativePositions';
import { norm, normShapes, selfAttentionShapes } from './sublayers';

/** The configuration of DeBERTa v2. */
export interface DebertaV2Config extends DebertaConfig {
  /** The number of buckets of each direction, or 0 for a row for each distance. */
  readonly position_buckets: number;
  readonly share_att_key: boolean;
  /** Whether the relative embeddings are normalised. */
  readonly norm_rel_ebd: boolean;
  readonly conv: Convolution | null;
}

function readConfig(file: ConfigFile): DebertaV2Config {
  const config = readDebertaConfig(file);
  const { hidden_size: H, num_attention_heads: A } = config;
  requireSame(file, 'attention_head_size', H / A, 'hidden_size divided by num_attention_heads');
  return {
    ...config,
    position_buckets: readBuckets(file, config),
    share_att_key: file.flag('share_att_key', false),
    norm_rel_ebd: file.someOf('norm_rel_ebd', ['none', 'layer_norm']).includes('layer_norm'),
    conv: file.whole('conv_kernel_size', 0) > 0 ? readConvolution(file, H) : null,
  };
}

function readBuckets(file: ConfigFile, { max_relative_positions: most }: DebertaConfig): number {
  const buckets = file.whole('position_buckets', -1);
  if (buckets < 1) return 0;
  if (buckets > 1 && most - 1 > Math.floor(buckets / 2)) return buckets;
  throw new LabError(
    `${file.file}: expected position_buckets to be at least 2, and half of it below ${most - 1}, the largest ` +
      `distance (max_relative_positions or max_position_embeddings, less 1), got ${buckets}`,
  );
}

function readConvolution(file: ConfigFile, H: number): Convolution {
  const [kernel_size, groups] = [file.size('conv_kernel_size'), file.size('conv_groups', 1)];
  if (kernel_size % 2 === 0)
    throw new LabError(
      `${file.file}: expected conv_kernel_size to be odd, so that a token is its middle, got ${kernel_size}`,
    );
  if (H % groups !== 0)
    throw new LabError(`${file.file}: expected conv_groups to divide hidden_size, got ${groups} and ${H}`);
  return { kernel_size, groups, act: file.word('conv_act', activationNames, 'tanh') };
}

export const debertaV2: Architecture = {
  name: 'deberta-v2',
  open: (file) => debertaEncoder(version2, readConfig(file)),
  currentName: currentNames('deberta'),
};

const NORM = 'encoder.LayerNorm';

const partNames = (name: string) => ({
  query: `${name}.query_proj`,
  key: `${name}.key_proj`,
  value: `${name}.value_proj`,
});

/** The layer that makes K (c2p) or Q (p2c) of distances. */
function distanceLayer({ share_att_key }: DebertaV2Config, name: string, term: Term): string {
  if (share_att_key) return term === 'c2p' ? `${name}.key_proj` : `${name}.query_proj`;
  return term === 'c2p' ? `${name}.pos_key_proj` : `${name}.pos_query_proj`;
}

const version2: Version<DebertaV2Config> = {
  architecture: 'deberta-v2',
  order: 'parts first',
  distances({ max_position_embeddings: positions, max_relative_positions: most, position_buckets: buckets }) {
    if (buckets === 0) return { positions, span: most, bucket: (distance) => distance };
    return { positions, span: buckets, bucket: logBucket(buckets, most) };
  },
  attentionShapes(config, name) {
    const { hidden_size: H, relative_attention, pos_att_type } = config;
    const terms = relative_attention ? pos_att_type : [];
    const ofDistances = terms.map((term) => layerShapes(distanceLayer(config, name, term), H, H));
    return Object.assign(
      {},
      terms.length > 0 && config.norm_rel_ebd ? normShapes(NORM, H) : {},
      selfAttentionShapes(partNames(name), H),
      ...ofDistances,
    );
  },
  distanceRows: ({ norm_rel_ebd, layer_norm_eps }, p, rows) =>
    norm_rel_ebd ? norm(p, NORM, rows, layer_norm_eps) : rows,
  projected(_, p, name, x) {
    const { query, key, value } = partNames(name);
    const stacked = (kind: string) => tf.concat([query, key, value].map((part) => p[`${part}.${kind}`]));
    return linear(x, stacked('weight') as Tensor2D, stacked('bias') as Tensor1D);
  },
  ofDistances: (config, p, name, term, rows) => layer(p, distanceLayer(config, name, term), rows),
  after: {
    shapes: ({ conv, hidden_size }, block) =>
      conv && block === 0 ? convolutionShapes(conv, hidden_size) : {},
    run: (config, block, step) =>
      config.conv && block === 0 ? convolution(config.conv, config, step) : step.output,
  },
};
