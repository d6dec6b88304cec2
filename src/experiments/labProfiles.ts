/** The lab's own profiles. */
import { paperNames, paperProfiles } from './paperProfile';
import type { Profile, Settings } from './profiles';
import { searched } from './searched';

/** A search, for which a thousand training examples are held out. No run of a search is evaluated on other examples. */
const search = (settings: Settings): Settings => ({
  ...{ seeds: [1], split: 'held-out', evalSize: 1000 },
  ...settings,
});

/**
 * The profile to start with: a few minutes on two cores, with what ships. The small BERT was pretrained on masked
 * words and not on [CLS], so its exits read the mean of the tokens. A model this narrow does well with a larger
 * learning rate than BERT-base. In two epochs dropout would lower its scores.
 */
function quick(): Profile {
  const { rateOf, cosee, ownConstants } = searched('shipped');
  return {
    name: 'quick',
    title: 'Small BERT (12 x 128), exits after blocks 1, 4, 6 and 12, task sentiment',
    tasks: ['sentiment'],
    data: undefined,
    encoder: 'tiny-bert-12',
    exits: [1, 4, 6, 12],
    pooling: 'mean',
    pooler: 'none',
    trainSize: 3000,
    evalSize: 1000,
    split: 'validation',
    epochs: 2,
    batch: 16,
    maxLength: 64,
    dropout: 0,
    seeds: [1],
    sizeTask: 'inference',
    sizes: [1000, 3000],
    learningRates: [2e-4, 5e-4, 1e-3],
    search: { alpha: [0.01, 0.1], beta0: [1, 10] },
    beside: ['real', ...paperNames],
    printed: { model: 'BERT', size: 'BASE' },
    overrides: {
      'learned-exits': { trainSize: 2000 },
      berxit: { trainSize: 2000 },
      'data-sizes': { batch: 32, maxLength: 96 },
      wirings: { trainSize: 1200 },
      cosee: { trainSize: 2000 },
      'learning-rates': search({ trainSize: 2000 }),
      'cosee-search': search({ trainSize: 2000 }),
      'own-constants': search({ trainSize: 1000 }),
    },
    learningRate: rateOf,
    cosee,
    ownConstants,
  };
}

const threeTasks = ['sentiment', 'paraphrase', 'inference'];

const threeSeeds = [1, 2, 3];

/**
 * All seven tasks that ship, at SWEET's training size, with a batch size that is faster on two cores. Its runs are
 * evaluated on the test examples, on which nothing was chosen.
 */
const shipped = (): Profile => ({
  ...quick(),
  name: 'shipped',
  title: 'Small BERT (12 x 128), exits after blocks 1, 4, 6 and 12',
  tasks: ['sentiment', 'paraphrase', 'acceptability', 'inference', 'question-pairs', 'answers', 'entailment'],
  trainSize: 6000,
  evalSize: 100_000,
  split: 'test',
  batch: 32,
  maxLength: 96,
  seeds: [1, 2, 3, 4, 5],
  sizes: [1000, 2000, 6000],
  learningRates: [2e-4, 5e-4, 1e-3, 2e-3],
  search: { alpha: [0.01, 0.1], beta0: [0.2, 1, 10] },
  overrides: {
    'learned-exits': { tasks: threeTasks, seeds: threeSeeds },
    berxit: { tasks: threeTasks, seeds: threeSeeds },
    'data-sizes': { seeds: threeSeeds },
    conflicts: { seeds: threeSeeds },
    wirings: { trainSize: 1200, seeds: threeSeeds },
    cosee: { tasks: threeTasks, seeds: threeSeeds },
    'learning-rates': search({ tasks: threeTasks, trainSize: 5000 }),
    'cosee-search': search({ tasks: threeTasks, trainSize: 5000 }),
    'own-constants': search({ tasks: threeTasks, trainSize: 2000 }),
  },
});

/**
 * MiniLM on GLUE, with the recipe of the profile `shipped`, but three epochs for COSEE and for systems. MiniLM was
 * trained to average its tokens, so its exits read the mean. The labels of GLUE's test examples are not public, so its
 * runs are evaluated on the validation examples. The constants of methods of other papers are those that the search
 * of the profile `shipped` has chosen.
 */
function real(): Profile {
  const { rateOf, cosee } = searched('real');
  return {
    ...shipped(),
    name: 'real',
    title: 'MiniLM (6 x 384), exits after blocks 1, 2, 4 and 6',
    tasks: ['sst-2', 'mrpc', 'cola'],
    data: process.env.EARLY_EXIT_DATA || undefined,
    encoder: 'minilm-l6',
    exits: [1, 2, 4, 6],
    split: 'validation',
    seeds: threeSeeds,
    sizeTask: 'sst-2',
    sizes: [500, 2000, 6000],
    learningRates: [1e-4, 2e-4, 5e-4],
    beside: ['shipped', ...paperNames],
    overrides: {
      'learned-exits': { tasks: ['sst-2'] },
      berxit: { tasks: ['sst-2'] },
      wirings: { tasks: ['sst-2'], trainSize: 1200 },
      cosee: { epochs: 3 },
      systems: { tasks: ['sst-2', 'mrpc'], trainSize: 2000, epochs: 3, batch: 32 },
      'learning-rates': search({ trainSize: 2000 }),
      'cosee-search': search({ trainSize: 2000 }),
      'own-constants': search({ trainSize: 2000 }),
    },
    learningRate: rateOf,
    cosee,
  };
}

export const labProfiles = {
  quick,
  shipped,
  real,
  ...paperProfiles,
} satisfies { readonly [name: string]: () => Profile };
