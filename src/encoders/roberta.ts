/**
 * RoBERTa (Liu et al. 2019, arXiv 1907.11692): BERT's blocks with another count of positions. Parameters have Hugging
 * Face's names without the `roberta.` prefix.
 */

import type { Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { pickTokens, spreadTokens } from '../ops/places';
import type { Encoder, Tokens } from '../types';
import type { Architecture } from './architectures';
import { bertEncoder, type EncoderConfig, readBertConfig, withRate } from './bertEncoder';
import type { ConfigFile } from './config';
import { currentNames } from './currentNames';

/** The configuration of RoBERTa. `pad_token_id` is the position of a padding token. */
export interface RobertaConfig extends EncoderConfig {
  readonly pad_token_id: number;
}

function readConfig(file: ConfigFile): RobertaConfig {
  const config = readBertConfig(file);
  const pad_token_id = file.id('pad_token_id', config.vocab_size, 1);
  const { max_position_embeddings: positions } = config;
  if (positions > pad_token_id + 1) return { ...config, pad_token_id };
  throw new LabError(
    `${file.file}: expected max_position_embeddings above pad_token_id + 1, the position of the first token, ` +
      `got ${positions} and ${pad_token_id}`,
  );
}

/**
 * The positions int32 [N]: pad + k for the k-th token of an example, counted from 1. A padding token within a text
 * stands at `pad` and is not counted. Its row is trained here; in Transformers the row of the padding token is fixed.
 */
export function countedPositions(tokens: Tokens, pad: number): Tensor1D {
  const [batch, length] = tokens.mask.shape;
  const counts = tf.cast(tf.notEqual(tokens.ids, pad), 'float32');
  const spread = spreadTokens(tf.reshape(counts, [-1, 1]), tokens);
  const upTo = tf.cumsum(tf.reshape(spread, [batch, length]), 1);
  const ofTokens = pickTokens(tf.reshape(upTo, [-1, 1]), tokens);
  return tf.cast(tf.add(tf.mul(tf.reshape(ofTokens, [-1]), counts), pad), 'int32') as Tensor1D;
}

export const roberta: Architecture = {
  name: 'roberta',
  open: (file) => robertaEncoder(readConfig(file)),
  currentName: currentNames('roberta'),
};

/**
 * RoBERTa at the sizes of a config.json. Its exits have the pooler of Transformers' RobertaModel, tanh(W·x + b). The
 * head of RobertaForSequenceClassification computes the same.
 */
export function robertaEncoder(config: RobertaConfig): Encoder {
  const { pad_token_id: pad } = config;
  const encoder = bertEncoder(config);
  return {
    ...encoder,
    architecture: 'roberta',
    positions: config.max_position_embeddings - pad - 1,
    bind: (tokens) => encoder.bind({ ...tokens, positions: countedPositions(tokens, pad) }),
    withDropout: (rate) => robertaEncoder(withRate(config, rate)),
  };
}
