/** The encoders of the papers as their config.json files describe them, for machines without these files. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bertBase } from '../encoders/bertBase';
import { ConfigFile } from '../encoders/config';
import { openConfig, readConfig } from '../encoders/folder';
import { cachedSnapshot, encoderNameOf } from '../hub/cache';
import { hubNameOf } from '../hub/name';
import type { Encoder } from '../types';

type Fields = { readonly [field: string]: string | number | boolean | null };

const large = {
  hidden_size: 1024,
  num_hidden_layers: 24,
  num_attention_heads: 16,
  intermediate_size: 4096,
};

const bert: Fields = { model_type: 'bert', ...bertBase };

const deberta: Fields = {
  model_type: 'deberta',
  vocab_size: 50_265,
  hidden_size: 768,
  num_hidden_layers: 12,
  num_attention_heads: 12,
  intermediate_size: 3072,
  max_position_embeddings: 512,
  type_vocab_size: 0,
  relative_attention: true,
  pos_att_type: 'c2p|p2c',
  position_biased_input: false,
};

const albert: Fields = {
  ...bertBase,
  model_type: 'albert',
  vocab_size: 30_000,
  embedding_size: 128,
  num_hidden_groups: 1,
  inner_group_num: 1,
  hidden_act: 'gelu_new',
  hidden_dropout_prob: 0,
  attention_probs_dropout_prob: 0,
  classifier_dropout_prob: 0.1,
};

const configs: { readonly [name: string]: Fields } = {
  'bert-base-uncased': bert,
  'bert-large-uncased': { ...bert, ...large },
  'deberta-base': deberta,
  'deberta-large': { ...deberta, ...large },
  'albert-base-v2': albert,
};

/** The encoder of this name or folder, if it is one of the papers'. It has no weights. */
export function knownEncoder(nameOrFolder: string): Encoder | null {
  const name = encoderNameOf(nameOrFolder);
  const fields = configs[name];
  return fields ? openConfig(new ConfigFile(name, fields)).encoder : null;
}

/** The encoder of a name on the Hub, if its config.json is in the cache. It has no weights. */
export function cachedEncoder(nameOrFolder: string): Encoder | null {
  const name = hubNameOf(nameOrFolder);
  const snapshot = name && cachedSnapshot(name);
  const isThere = snapshot && existsSync(join(snapshot.folder, 'config.json'));
  return isThere ? openConfig(readConfig(snapshot.folder)).encoder : null;
}
