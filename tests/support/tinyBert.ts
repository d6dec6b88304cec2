import type { Tensor } from '@tensorflow/tfjs-core';
import { openEncoderFolder } from '../../src/encoders/folder';
import type { MultiExit } from '../../src/exits';
import { makeBatch } from '../../src/text/batches';
import { openDataset } from '../../src/text/dataset';
import { deviceParameters } from '../../src/training/evaluate';
import { initialParameters, readHeads } from '../../src/training/initialise';
import type { EncodedExample, Parameters } from '../../src/types';
import { fixturePath } from './fixtures';

/** The small BERT of the fixtures: 36 wide, 3 heads, 5 blocks, 40 positions, 97 pieces, an epsilon of 1e-5. */
export const tinyBert = () => openEncoderFolder(fixturePath('tiny-bert'));

export const tinyExits = [1, 3, 5];

export type Wiring = Pick<MultiExit, 'pooler' | 'pooling'>;

/** Its exits wired in one way, without dropout. */
export function tinyModel(wiring: Wiring, encoders: MultiExit['encoders'] = 'shared'): MultiExit {
  const config = { ...tinyBert().config, hidden_dropout_prob: 0, attention_probs_dropout_prob: 0 };
  return { config, depths: tinyExits, classes: 2, headDropout: 0, encoders, ...wiring };
}

/** Parameters that the fixtures' runs start from; the caller disposes of them. */
export function tinyParameters(model: MultiExit): Parameters<Tensor> {
  const heads = readHeads(fixturePath('tiny-heads.safetensors'), model);
  return deviceParameters(model, initialParameters(model, tinyBert(), 0, heads));
}

/** The invented inference task of the fixtures, in tokens. */
export function tinyExamples(split: 'train' | 'validation'): EncodedExample[] {
  const tokenizer = tinyBert().tokenizer();
  const dataset = openDataset({ task: 'rte', data: fixturePath('glue') });
  return dataset[split].map((example) => tokenizer.encode(example, 40));
}

/** The first rows of the training split, padded to the longest of them. */
export const tinyBatch = (rows: number) =>
  makeBatch(
    tinyExamples('train'),
    Array.from({ length: rows }, (_, i) => i),
    { padId: 0, multiple: 1, limit: 40 },
  );
