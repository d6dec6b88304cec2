import { activationNames } from '../ops/activations';
import { layerShapes } from '../ops/layer';
import type { Encoder } from '../types';
import { type AlbertConfig, block, blockShapes, embed, embeddingShapes, layersOf, pool } from './albert';
import type { Architecture } from './architectures';
import { bertEncoder, readBertConfig, withRate } from './bertEncoder';
import { bindPadded } from './bindPadded';
import type { ConfigFile } from './config';
import { currentNames } from './currentNames';

const readConfig = (file: ConfigFile): AlbertConfig => ({
  ...readBertConfig(file),
  hidden_act: file.word('hidden_act', activationNames, 'gelu_new'),
  hidden_dropout_prob: file.rate('hidden_dropout_prob', 0),
  attention_probs_dropout_prob: file.rate('attention_probs_dropout_prob', 0),
  classifier_dropout: file.rate('classifier_dropout_prob', 0.1),
  embedding_size: file.size('embedding_size', 128),
  num_hidden_groups: file.size('num_hidden_groups', 1),
  inner_group_num: file.size('inner_group_num', 1),
});

export const albert: Architecture = {
  name: 'albert',
  open: (file) => albertEncoder(readConfig(file)),
  currentName: currentNames('albert'),
};

/** ALBERT at the sizes of a config.json. */
export function albertEncoder(config: AlbertConfig): Encoder {
  const { hidden_size: H, inner_group_num: layers } = config;
  return {
    ...bertEncoder(config),
    architecture: 'albert',
    embeddingShapes: () => embeddingShapes(config),
    blockShapes: (index) => blockShapes(config, index),
    poolerShapes: (name) => layerShapes(name, H, H),
    measuredMatrix: (index) => `${layersOf(index, config)[layers - 1]}.ffn_output.weight`,
    bind: bindPadded({ embed, block }, config, config.num_attention_heads),
    pool,
    withDropout: (rate) => albertEncoder(withRate(config, rate)),
  };
}
