import { activationNames } from '../ops/activations';
import { layerShapes } from '../ops/layer';
import type { Encoder } from '../types';
import type { Architecture } from './architectures';
import { type BertConfig, block, blockName, embed, pool } from './bert';
import { blockShapes, embeddingShapes } from './bertShapes';
import { bindPadded } from './bindPadded';
import type { ConfigFile } from './config';
import { currentNames } from './currentNames';
import { drawn } from './drawn';
import { requireAbsolutePositions, requireEncoder, requireEqualHeads } from './encoderOnly';

/**
 * The configuration of BERT in config.json. `initializer_range` is the standard deviation of initial weights.
 * `classifier_dropout` is the dropout rate before a linear head; it defaults to the hidden rate.
 */
export interface EncoderConfig extends BertConfig {
  readonly initializer_range: number;
  readonly classifier_dropout: number;
}

/** Reads the fields of BERT, which its siblings have, too. */
export function readBertConfig(file: ConfigFile): EncoderConfig {
  requireEncoder(file);
  requireAbsolutePositions(file);
  requireEqualHeads(file, 'hidden_size', 'num_attention_heads');
  const hiddenDropout = file.rate('hidden_dropout_prob', 0.1);
  return {
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
    hidden_act: file.word('hidden_act', activationNames, 'gelu'),
    initializer_range: file.rate('initializer_range', 0.02),
    classifier_dropout: file.rate('classifier_dropout', hiddenDropout),
  };
}

/** Hugging Face's newer name of a parameter: without `bert.`, and with weight and bias for LayerNorm. */
export const currentName = currentNames('bert');

export const bert: Architecture = {
  name: 'bert',
  open: (file) => bertEncoder(readBertConfig(file)),
  currentName,
};

/** The configuration with this rate for all of its dropout rates. */
export const withRate = <Config extends EncoderConfig>(config: Config, rate: number): Config => ({
  ...config,
  hidden_dropout_prob: rate,
  attention_probs_dropout_prob: rate,
  classifier_dropout: rate,
});

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
    bind: bindPadded({ embed, block }, config, config.num_attention_heads),
    pool,
    withDropout: (rate) => bertEncoder(withRate(config, rate)),
  };
}
