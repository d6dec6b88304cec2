/**
 * ELECTRA's discriminator (Clark et al. 2020, arXiv 2003.10555): BERT's blocks on embeddings that may have a width of
 * their own. Parameters have Hugging Face's names without the `electra.` prefix.
 */

import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { gelu } from '../ops/gelu';
import { layer, layerShapes } from '../ops/layer';
import type { Encoder, Parameters } from '../types';
import type { Architecture } from './architectures';
import { block, embed } from './bert';
import { bertEncoder, type EncoderConfig, readBertConfig, withRate } from './bertEncoder';
import { embeddingShapes } from './bertShapes';
import { bindPadded } from './bindPadded';
import type { ConfigFile } from './config';
import { currentNames } from './currentNames';

/** The configuration of ELECTRA. `embedding_size` is the width of the embeddings. */
export interface ElectraConfig extends EncoderConfig {
  readonly embedding_size: number;
}

const readConfig = (file: ConfigFile): ElectraConfig => ({
  ...readBertConfig(file),
  embedding_size: file.size('embedding_size', 128),
});

const ofModel = currentNames('electra');

export const electra: Architecture = {
  name: 'electra',
  open: (file) => electraEncoder(readConfig(file)),
  currentName: (stored) => ofModel(stored).replace(/^classifier\.dense\./, 'pooler.dense.'),
};

/**
 * ELECTRA has no pooler. Exits pool a row by GELU(W·x + b), as the head of Transformers'
 * ElectraForSequenceClassification does. The pooler is that head's `classifier.dense`, if the checkpoint has it.
 * Transformers also drops out before this layer; exits drop out once, before the linear head.
 */
const pool = (p: Parameters<Tensor>, name: string, row: Tensor2D): Tensor2D =>
  gelu(layer(p, `${name}.dense`, row));

/** ELECTRA at the sizes of a config.json. The embeddings [N, E] are projected to [N, H] if the widths differ. */
export function electraEncoder(config: ElectraConfig): Encoder {
  const { hidden_size: H, embedding_size: E } = config;
  const encoder = bertEncoder(config);
  const isProjected = E !== H;
  return {
    ...encoder,
    architecture: 'electra',
    embeddingShapes: () => ({
      ...embeddingShapes({ ...config, hidden_size: E }),
      ...(isProjected && layerShapes('embeddings_project', H, E)),
    }),
    bind: bindPadded(
      {
        embed(p, tokens, own, masks) {
          const embedded = embed(p, tokens, own, masks);
          return isProjected ? layer(p, 'embeddings_project', embedded) : embedded;
        },
        block,
      },
      config,
      config.num_attention_heads,
    ),
    pool,
    withDropout: (rate) => electraEncoder(withRate(config, rate)),
  };
}
