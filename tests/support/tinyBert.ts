import type { Tensor } from '@tensorflow/tfjs-core';
import { bertBase } from '../../src/encoders/bertBase';
import type { EncoderConfig } from '../../src/encoders/bertEncoder';
import { openEncoderFolder } from '../../src/encoders/folder';
import { linearExit, type MultiExit } from '../../src/exits';
import { makeBatch } from '../../src/text/batches';
import { openDataset } from '../../src/text/dataset';
import { deviceParameters } from '../../src/training/evaluate';
import { initialParameters, readHeads } from '../../src/training/initialise';
import type { EncodedExample, Parameters } from '../../src/types';
import { fixtureJson, fixturePath } from './fixtures';

/** The small BERT of the fixtures: 36 wide, 3 heads, 5 blocks, 40 positions, 97 pieces, an epsilon of 1e-5. */
export const tinyBert = () => openEncoderFolder(fixturePath('tiny-bert'));

/** Its sizes and rates, as pretraining has them. */
export function tinyConfig(): EncoderConfig {
  const stored = fixtureJson<EncoderConfig>('tiny-bert/config.json');
  const names = Object.keys(bertBase) as (keyof EncoderConfig)[];
  const picked = Object.fromEntries(names.map((name) => [name, stored[name]]));
  return { ...(picked as unknown as EncoderConfig), classifier_dropout: stored.hidden_dropout_prob };
}

export const tinyExits = [1, 3, 5];

export type Wiring = Pick<MultiExit, 'pooler' | 'pooling'>;

/** What a method has its model made of. */
type Made = Pick<MultiExit, 'encoders' | 'exit'>;

const plainExits: Made = { encoders: 'shared', exit: linearExit };

/** Its exits wired in one way, as a method has them, with one rate of dropout everywhere. */
export function tinyModel(wiring: Wiring, { encoders, exit }: Made = plainExits, dropout = 0): MultiExit {
  const encoder = tinyBert().encoder.withDropout(dropout);
  return { encoder, depths: tinyExits, classes: 2, encoders, exit, ...wiring };
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
