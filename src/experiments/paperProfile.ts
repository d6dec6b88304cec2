import { join } from 'node:path';
import { published } from '../analysis/published';
import { earlyExit, methods } from '../methods';
import { withoutGates } from './gates';
import type { Profile } from './profiles';

/**
 * SWEET's BERT-base, sizes and learning rates (Table 2). A method that Table 2 lacks (BERxiT) has those of
 * Early-Exit. The gradients of Fig. 3 have the rate of §3.1. The paper's seeds are not published. COSEE's runs use all training examples and the recipe of the
 * published script for SST-2, because the paper gives a grid of settings and not the choice for each task.
 */
export function paper(): Profile {
  const tasks = ['sst-2', 'mrpc', 'cola', 'mnli', 'qqp', 'qnli', 'rte'];
  const cell = { paper: 'SWEET', table: '2', model: 'BERT', size: 'BASE' };
  return {
    name: 'paper',
    title: 'BERT-base, exits after blocks 1, 4, 6 and 12',
    tasks,
    data: process.env.EARLY_EXIT_DATA || undefined,
    encoder: bertBaseHere(),
    exits: [1, 4, 6, 12],
    pooling: 'cls',
    pooler: 'shared',
    trainSize: 6000,
    evalSize: 100_000,
    split: 'validation',
    epochs: 2,
    batch: 16,
    maxLength: 256,
    dropout: null,
    seeds: [1, 2, 3],
    sizeTask: 'mnli',
    sizes: [2000, 6000, 20_000, 60_000, 400_000],
    learningRates: [1e-5, 2e-5, 3e-5, 4e-5, 5e-5],
    search: {},
    beside: ['shipped', 'real'],
    overrides: {
      conflicts: { learningRate: () => 2e-5 },
      cosee: {
        tasks: ['rte', 'mrpc', 'qqp', 'sst-2', 'qnli', 'mnli'],
        ...{ trainSize: 400_000, epochs: 10, batch: 128, maxLength: 128, learningRate: () => 2e-5 },
      },
      'cosee-search': {
        search: {
          ...{ alpha: [0.001, 0.01, 0.1, 1], beta0: [0.05, 0.2, 1, 10] },
          ...{ learningRate: [1e-5, 2e-5, 3e-5], batch: [16, 32, 128] },
        },
      },
    },
    cosee: { alpha: 0.1, beta0: 10 },
    learningRate: (method, task) => published({ ...cell, method: inTable2(method), task })[0].value,
  };
}

const inTable2 = (method: string): string =>
  (methods.find(({ name }) => name === withoutGates(method)) ?? earlyExit).name;

export const BERT_BASE = 'bert-base-uncased';

/** A folder in EARLY_EXIT_ENCODERS; without the variable, the name: a folder of data/encoders, or the Hub's. */
function bertBaseHere(): string {
  const folder = process.env.EARLY_EXIT_ENCODERS;
  return folder ? join(folder, BERT_BASE) : BERT_BASE;
}
