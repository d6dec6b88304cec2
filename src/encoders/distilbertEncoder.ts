import { activationNames } from '../ops/activations';
import { layerShapes } from '../ops/layer';
import type { Encoder } from '../types';
import type { Architecture } from './architectures';
import { bindPadded } from './bindPadded';
import type { ConfigFile } from './config';
import { currentNames } from './currentNames';
import {
  block,
  blockName,
  blockShapes,
  type DistilbertConfig,
  embed,
  embeddingShapes,
  pool,
} from './distilbert';
import { drawn } from './drawn';
import { requireAbsolutePositions, requireEncoder, requireEqualHeads } from './encoderOnly';

function readConfig(file: ConfigFile): DistilbertConfig {
  requireEncoder(file);
  requireAbsolutePositions(file);
  requireEqualHeads(file, 'dim', 'n_heads');
  file.requireUnset('sinusoidal_pos_embds', 'such positions are fixed, and the lab trains positions');
  return {
    vocab_size: file.size('vocab_size'),
    dim: file.size('dim'),
    n_layers: file.size('n_layers'),
    n_heads: file.size('n_heads'),
    hidden_dim: file.size('hidden_dim'),
    max_position_embeddings: file.size('max_position_embeddings'),
    activation: file.word('activation', activationNames, 'gelu'),
    dropout: file.rate('dropout', 0.1),
    attention_dropout: file.rate('attention_dropout', 0.1),
    seq_classif_dropout: file.rate('seq_classif_dropout', 0.2),
    initializer_range: file.rate('initializer_range', 0.02),
  };
}

const ofModel = currentNames('distilbert');

export const distilbert: Architecture = {
  name: 'distilbert',
  open: (file) => distilbertEncoder(readConfig(file)),
  currentName: (stored) => ofModel(stored).replace(/^pre_classifier\./, 'pooler.dense.'),
};

/** DistilBERT at the sizes of a config.json. */
export function distilbertEncoder(config: DistilbertConfig): Encoder {
  const { dim: H } = config;
  return {
    architecture: 'distilbert',
    width: H,
    depth: config.n_layers,
    vocabulary: config.vocab_size,
    types: 0,
    positions: config.max_position_embeddings,
    headDropout: config.seq_classif_dropout,
    embeddingShapes: () => embeddingShapes(config),
    blockShapes: (index) => blockShapes(config, index),
    poolerShapes: (name) => layerShapes(`${name}.dense`, H, H),
    measuredMatrix: (index) => `${blockName(index)}.ffn.lin2.weight`,
    initial: (name, shape, seed) => drawn(name, shape, config.initializer_range, seed),
    bind: bindPadded({ embed, block }, config, config.n_heads),
    pool,
    withDropout: (rate) =>
      distilbertEncoder({ ...config, dropout: rate, attention_dropout: rate, seq_classif_dropout: rate }),
  };
}
