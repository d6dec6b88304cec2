import { type ActivationName, activationNames } from '../ops/activations';
import type { Term } from '../ops/distanceScores';
import type { ConfigFile } from './config';
import { requireEncoder, requireEqualHeads, requireSame } from './encoderOnly';

/** The configuration that both versions of DeBERTa have, with the names of config.json. */
export interface DebertaConfig {
  readonly vocab_size: number;
  readonly hidden_size: number;
  readonly embedding_size: number;
  readonly num_hidden_layers: number;
  readonly num_attention_heads: number;
  readonly intermediate_size: number;
  readonly max_position_embeddings: number;
  /** 0 if token types are not read. */
  readonly type_vocab_size: number;
  readonly layer_norm_eps: number;
  readonly hidden_act: ActivationName;
  readonly hidden_dropout_prob: number;
  readonly attention_probs_dropout_prob: number;
  readonly initializer_range: number;
  readonly position_biased_input: boolean;
  readonly relative_attention: boolean;
  /** Each term once, c2p before p2c. */
  readonly pos_att_type: readonly Term[];
  readonly max_relative_positions: number;
  readonly pooler_dropout: number;
  readonly pooler_hidden_act: ActivationName;
  readonly cls_dropout: number;
}

const terms: readonly Term[] = ['c2p', 'p2c'];

/** Reads the fields that both versions have. */
export function readDebertaConfig(file: ConfigFile): DebertaConfig {
  requireEncoder(file);
  requireEqualHeads(file, 'hidden_size', 'num_attention_heads');
  file.requireUnset('talking_head', 'the lab has no attention with talking heads');
  const hidden_size = file.size('hidden_size');
  requireSame(file, 'pooler_hidden_size', hidden_size, 'hidden_size: the pooler reads a hidden state');
  const hiddenDropout = file.rate('hidden_dropout_prob', 0.1);
  const positions = file.size('max_position_embeddings', 512);
  const relative = file.whole('max_relative_positions', -1);
  const given = file.someOf('pos_att_type', terms);
  return {
    hidden_size,
    vocab_size: file.size('vocab_size'),
    embedding_size: file.size('embedding_size', hidden_size),
    num_hidden_layers: file.size('num_hidden_layers'),
    num_attention_heads: file.size('num_attention_heads'),
    intermediate_size: file.size('intermediate_size'),
    max_position_embeddings: positions,
    type_vocab_size: file.whole('type_vocab_size', 0) > 0 ? file.size('type_vocab_size') : 0,
    layer_norm_eps: file.rate('layer_norm_eps', 1e-7),
    hidden_act: file.word('hidden_act', activationNames, 'gelu'),
    hidden_dropout_prob: hiddenDropout,
    attention_probs_dropout_prob: file.rate('attention_probs_dropout_prob', 0.1),
    initializer_range: file.rate('initializer_range', 0.02),
    position_biased_input: file.flag('position_biased_input', true),
    relative_attention: file.flag('relative_attention', false),
    pos_att_type: terms.filter((term) => given.includes(term)),
    max_relative_positions: relative < 1 ? positions : relative,
    pooler_dropout: file.rate('pooler_dropout', 0),
    pooler_hidden_act: file.word('pooler_hidden_act', activationNames, 'gelu'),
    cls_dropout: file.rate('cls_dropout', hiddenDropout),
  };
}

/** The configuration with this rate for all of its dropout rates. */
export const withDebertaRate = <Config extends DebertaConfig>(config: Config, rate: number): Config => ({
  ...config,
  hidden_dropout_prob: rate,
  attention_probs_dropout_prob: rate,
  pooler_dropout: rate,
  cls_dropout: rate,
});
