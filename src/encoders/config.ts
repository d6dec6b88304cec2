import { LabError } from '../errors';
import { readJsonObject } from '../json';
import { shownValue } from '../shown';
import type { BertConfig } from './bert';

/**
 * A BERT encoder as config.json describes it; `initializer_range` is the standard deviation of fresh weights, and
 * `classifier_dropout` the rate before a linear head (the hidden rate where the file has none).
 */
export interface EncoderConfig extends BertConfig {
  readonly initializer_range: number;
  readonly classifier_dropout: number;
}

/** Sizes beyond these are slips: no encoder of its kind is near them, and memory would end before its weights do. */
const largest = {
  vocab_size: 10_000_000,
  hidden_size: 65_536,
  num_hidden_layers: 1000,
  num_attention_heads: 65_536,
  intermediate_size: 1_000_000,
  max_position_embeddings: 1_000_000,
  type_vocab_size: 1000,
  initializer_seed: Number.MAX_SAFE_INTEGER,
};

/** Values that the lab's BERT is computed with. A file of before there were other models says nothing of them. */
const required = {
  model_type: 'bert',
  hidden_act: 'gelu',
  position_embedding_type: 'absolute',
  is_decoder: false,
};

type Fields = { readonly [key: string]: unknown };

/** Reads and checks a Hugging Face config.json of a BERT encoder; `seed` is its initializer_seed, null without one. */
export function readEncoderConfig(file: string): {
  readonly config: EncoderConfig;
  readonly seed: number | null;
} {
  const fields = readJsonObject(file, "an encoder's configuration");
  for (const [name, value] of Object.entries(required)) requireValue(file, fields, name, value);
  const size = (name: keyof typeof largest) => sizeOf(file, fields, name);
  const rate = (name: string, otherwise: number) => rateOf(file, fields, name, otherwise);
  const config: EncoderConfig = {
    vocab_size: size('vocab_size'),
    hidden_size: size('hidden_size'),
    num_hidden_layers: size('num_hidden_layers'),
    num_attention_heads: size('num_attention_heads'),
    intermediate_size: size('intermediate_size'),
    max_position_embeddings: size('max_position_embeddings'),
    type_vocab_size: size('type_vocab_size'),
    layer_norm_eps: rate('layer_norm_eps', 1e-12),
    hidden_dropout_prob: rate('hidden_dropout_prob', 0.1),
    attention_probs_dropout_prob: rate('attention_probs_dropout_prob', 0.1),
    initializer_range: rate('initializer_range', 0.02),
    classifier_dropout: rate('classifier_dropout', rate('hidden_dropout_prob', 0.1)),
  };
  if (config.hidden_size % config.num_attention_heads !== 0) {
    throw new LabError(
      `${file}: expected hidden_size to be a multiple of num_attention_heads, ` +
        `got ${config.hidden_size} and ${config.num_attention_heads}`,
    );
  }
  return { config, seed: fields.initializer_seed === undefined ? null : size('initializer_seed') };
}

function requireValue(file: string, fields: Fields, name: string, expected: string | boolean): void {
  const { [name]: value = expected } = fields;
  if (value === expected) return;
  throw new LabError(
    `${file}: expected ${name} to be ${JSON.stringify(expected)}, got ${shownValue(value)}; ` +
      'the lab trains BERT encoders',
  );
}

function sizeOf(file: string, fields: Fields, name: keyof typeof largest): number {
  const { [name]: value } = fields;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= largest[name])
    return value;
  throw new LabError(
    `${file}: expected ${name} to be a whole number from 1 to ${largest[name]}, got ${shownValue(value)}`,
  );
}

function rateOf(file: string, fields: Fields, name: string, otherwise: number): number {
  const value = fields[name] ?? otherwise;
  if (typeof value === 'number' && value >= 0 && value < 1) return value;
  throw new LabError(`${file}: expected ${name} to be in [0, 1), got ${shownValue(value)}`);
}
