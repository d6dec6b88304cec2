import { LabError } from '../errors';
import { layerShapes } from '../ops/layer';
import type { Encoder } from '../types';
import type { Architecture } from './architectures';
import { type BertConfig, block, blockName, embed, padded, pool } from './bert';
import { blockShapes, embeddingShapes } from './bertShapes';
import type { ConfigFile } from './config';
import { drawn } from './drawn';

/**
 * The configuration of BERT in config.json. `initializer_range` is the standard deviation of initial weights.
 * `classifier_dropout` is the dropout rate before a linear head; it defaults to the hidden rate.
 */
export interface EncoderConfig extends BertConfig {
  readonly initializer_range: number;
  readonly classifier_dropout: number;
}

/** The values that the lab's BERT requires. */
const required = { hidden_act: 'gelu', position_embedding_type: 'absolute', is_decoder: false };

function readConfig(file: ConfigFile): EncoderConfig {
  for (const [name, value] of Object.entries(required))
    file.requireValue(name, value, "the lab's BERT supports no other value");
  const hiddenDropout = file.rate('hidden_dropout_prob', 0.1);
  const config = {
    vocab_size: file.size('vocab_size'),
    hidden_size: file.size('hidden_size'),
    num_hidden_layers: file.size('num_hidden_layers'),
    num_attention_heads: file.size('num_attention_heads'),
    intermediate_size: file.size('intermediate_size'),
    max_position_embeddings: file.size('max_position_embeddings'),
    type_vocab_size: file.size('type_vocab_size'),
    layer_norm_eps: file.rate('layer_norm_eps', 1e-12),
    hidden_dropout_prob: hiddenDropout,
    attention_probs_dropout_prob: file.rate('attention_probs_dropout_prob', 0.1),
    initializer_range: file.rate('initializer_range', 0.02),
    classifier_dropout: file.rate('classifier_dropout', hiddenDropout),
  };
  const { hidden_size: H, num_attention_heads: A } = config;
  if (H % A === 0) return config;
  throw new LabError(
    `${file.file}: expected hidden_size to be a multiple of num_attention_heads, got ${H} and ${A}`,
  );
}

/** Hugging Face's newer name of a parameter: without `bert.`, and with weight and bias for LayerNorm. */
export const currentName = (name: string): string =>
  name
    .replace(/^bert\./, '')
    .replace(/LayerNorm\.gamma$/, 'LayerNorm.weight')
    .replace(/LayerNorm\.beta$/, 'LayerNorm.bias');

export const bert: Architecture = {
  name: 'bert',
  open: (file) => bertEncoder(readConfig(file)),
  currentName,
};

/** BERT (Devlin et al. 2019) at the sizes of a config.json. */
export function bertEncoder(config: EncoderConfig): Encoder {
  const { hidden_size: H } = config;
  return {
    architecture: 'bert',
    width: H,
    depth: config.num_hidden_layers,
    vocabulary: config.vocab_size,
    types: config.type_vocab_size,
    positions: config.max_position_embeddings,
    headDropout: config.classifier_dropout,
    embeddingShapes: () => embeddingShapes(config),
    blockShapes: (index) => blockShapes(config, index),
    poolerShapes: (name) => layerShapes(`${name}.dense`, H, H),
    measuredMatrix: (index) => `${blockName(index)}.output.dense.weight`,
    initial: (name, shape, seed) => drawn(name, shape, config.initializer_range, seed),
    bind(tokens) {
      const shared = padded(tokens);
      return {
        embed: (p, masks) => embed(p, shared, config, masks),
        block: (p, index, hidden, masks) => block(p, index, hidden, shared, config, masks),
      };
    },
    pool,
    withDropout: (rate) =>
      bertEncoder({
        ...config,
        hidden_dropout_prob: rate,
        attention_probs_dropout_prob: rate,
        classifier_dropout: rate,
      }),
  };
}
