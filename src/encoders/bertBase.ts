import type { EncoderConfig } from './bertEncoder';

/** The sizes of BERT-base, uncased (Devlin et al. 2019), for computations that need no weights. */
export const bertBase: EncoderConfig = {
  vocab_size: 30522,
  hidden_size: 768,
  num_hidden_layers: 12,
  num_attention_heads: 12,
  intermediate_size: 3072,
  max_position_embeddings: 512,
  type_vocab_size: 2,
  layer_norm_eps: 1e-12,
  hidden_dropout_prob: 0.1,
  attention_probs_dropout_prob: 0.1,
  initializer_range: 0.02,
  classifier_dropout: 0.1,
};
