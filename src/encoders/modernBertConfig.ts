import { LabError } from '../errors';
import { type ActivationName, activationNames } from '../ops/activations';
import type { ConfigFile } from './config';
import { requireEncoder, requireEqualHeads, requireSame } from './encoderOnly';

/** How a block attends: to all tokens, or to those near by. */
export type LayerType = 'full_attention' | 'sliding_attention';

/** The configuration of ModernBERT, with the names of config.json. */
export interface ModernBertConfig {
  readonly vocab_size: number;
  readonly hidden_size: number;
  readonly num_hidden_layers: number;
  readonly num_attention_heads: number;
  readonly intermediate_size: number;
  readonly max_position_embeddings: number;
  readonly hidden_activation: ActivationName;
  readonly norm_eps: number;
  readonly norm_bias: boolean;
  readonly attention_bias: boolean;
  readonly mlp_bias: boolean;
  readonly attention_dropout: number;
  readonly embedding_dropout: number;
  readonly mlp_dropout: number;
  /** Of each block. */
  readonly layer_types: readonly LayerType[];
  /** A token of a sliding block attends to those at most half as far away, rounded down. */
  readonly local_attention: number;
  /** The base of the angles of rotation. */
  readonly rope_theta: { readonly [type in LayerType]: number };
  readonly classifier_pooling: 'cls' | 'mean';
  readonly classifier_dropout: number;
  readonly classifier_bias: boolean;
  readonly classifier_activation: ActivationName;
  readonly initializer_range: number;
  readonly initializer_cutoff_factor: number;
}

const layerTypes: readonly LayerType[] = ['full_attention', 'sliding_attention'];

export function readModernBertConfig(file: ConfigFile): ModernBertConfig {
  requireEncoder(file);
  requireEqualHeads(file, 'hidden_size', 'num_attention_heads');
  file.requireUnset('causal_mask', 'the lab computes encoders, in which each token attends to all tokens');
  const [H, A, M] = ['hidden_size', 'num_attention_heads', 'num_hidden_layers'].map((name) =>
    file.size(name),
  );
  requireSame(file, 'head_dim', H / A, 'hidden_size divided by num_attention_heads');
  if ((H / A) % 2 === 1)
    throw new LabError(
      `${file.file}: expected an even width of each head, whose numbers turn in pairs, got ${H / A} ` +
        '(hidden_size divided by num_attention_heads)',
    );
  return {
    vocab_size: file.size('vocab_size'),
    hidden_size: H,
    num_hidden_layers: M,
    num_attention_heads: A,
    intermediate_size: file.size('intermediate_size'),
    max_position_embeddings: file.size('max_position_embeddings', 8192),
    hidden_activation: file.word('hidden_activation', activationNames, 'gelu'),
    norm_eps: file.rate('norm_eps', 1e-5),
    norm_bias: file.flag('norm_bias', false),
    attention_bias: file.flag('attention_bias', false),
    mlp_bias: file.flag('mlp_bias', false),
    attention_dropout: file.rate('attention_dropout', 0),
    embedding_dropout: file.rate('embedding_dropout', 0),
    mlp_dropout: file.rate('mlp_dropout', 0),
    layer_types: readLayerTypes(file, M),
    local_attention: file.size('local_attention', 128),
    rope_theta: readThetas(file),
    classifier_pooling: file.word('classifier_pooling', ['cls', 'mean'], 'cls'),
    classifier_dropout: file.rate('classifier_dropout', 0),
    classifier_bias: file.flag('classifier_bias', false),
    classifier_activation: file.word('classifier_activation', activationNames, 'gelu'),
    initializer_range: file.rate('initializer_range', 0.02),
    initializer_cutoff_factor: file.positive('initializer_cutoff_factor', 2),
  };
}

/** `layer_types`, or every n-th block attends to all tokens, from the first one on. */
function readLayerTypes(file: ConfigFile, M: number): LayerType[] {
  const given = file.someOf('layer_types', layerTypes);
  const every = file.size('global_attn_every_n_layers', 3);
  if (given.length === 0)
    return Array.from({ length: M }, (_, block) => layerTypes[block % every === 0 ? 0 : 1]);
  if (given.length >= M) return given;
  throw new LabError(
    `${file.file}: expected layer_types of ${M} blocks (num_hidden_layers), got ${given.length}`,
  );
}

/** `rope_parameters`, or the older `global_rope_theta` and `local_rope_theta`. */
function readThetas(file: ConfigFile): ModernBertConfig['rope_theta'] {
  file.requireUnset('rope_scaling', 'the lab rotates by plain angles, without scaling');
  const parameters = file.part('rope_parameters');
  const theta = (type: LayerType, older: string, otherwise: number): number => {
    const own = parameters?.part(type);
    own?.requireValue('rope_type', 'default', 'the lab rotates by plain angles, without scaling');
    return own?.has('rope_theta') ? own.positive('rope_theta', otherwise) : file.positive(older, otherwise);
  };
  return {
    full_attention: theta('full_attention', 'global_rope_theta', 160_000),
    sliding_attention: theta('sliding_attention', 'local_rope_theta', 10_000),
  };
}
