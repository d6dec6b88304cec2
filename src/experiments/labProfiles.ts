/** The lab's own profiles. */
import { paper } from './paperProfile';
import type { Overrides, Profile, Settings } from './profiles';

/**
 * The profile to start with: a few minutes on two cores, with what ships. The small BERT was pretrained on masked
 * words and not on [CLS], so its exits read the mean of the tokens. A model this narrow does well with a larger
 * learning rate than BERT-base. In two epochs dropout would lower its scores.
 */
const quick: Profile = {
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
  epochs: 2,
  batch: 16,
  maxLength: 64,
  dropout: 0,
  seeds: [1, 2],
  sizeTask: 'inference',
  sizes: [250, 1000, 6000],
  learningRates: [2e-4, 5e-4, 1e-3],
  search: {},
  overrides: {
    'learned-exits': { seeds: [1], trainSize: 2000 },
    berxit: { seeds: [1], trainSize: 2000 },
    'data-sizes': { seeds: [1], batch: 32, maxLength: 96 },
    'learning-rates': { seeds: [1] },
    wirings: { seeds: [1], trainSize: 1200 },
    cosee: { seeds: [1], trainSize: 2000 },
    'cosee-search': {
      search: { alpha: [0.01, 0.1], beta0: [1, 10], learningRate: [5e-4], batch: [16] },
    },
  },
  learningRate: () => 5e-4,
};

/** Settings of SWEET's experiments other than the comparison of the methods. */
const variants = (settings: Settings): Overrides => ({
  'learned-exits': settings,
  berxit: settings,
  'data-sizes': { seeds: settings.seeds },
  'learning-rates': settings,
  wirings: settings,
});

const threeTasks = ['sentiment', 'paraphrase', 'inference'];

/** All seven tasks that ship, at SWEET's training size, with a batch size that is faster on two cores. */
const shipped: Profile = {
  ...quick,
  name: 'shipped',
  title: 'Small BERT (12 x 128), exits after blocks 1, 4, 6 and 12',
  tasks: ['sentiment', 'paraphrase', 'acceptability', 'inference', 'question-pairs', 'answers', 'entailment'],
  trainSize: 6000,
  evalSize: 100_000,
  batch: 32,
  maxLength: 96,
  seeds: [1, 2, 3],
  overrides: {
    ...variants({ tasks: threeTasks, seeds: [1] }),
    cosee: { tasks: threeTasks },
    'cosee-search': {
      seeds: [1],
      search: { alpha: [0.01, 0.1, 1], beta0: [0.2, 1, 10], learningRate: [5e-4], batch: [32] },
    },
  },
};

/**
 * MiniLM on GLUE, with the recipe of the profile `shipped`. MiniLM was trained to average its tokens, so its exits
 * read the mean. The many runs of COSEE have a thousand examples each, in SWEET's small batches.
 */
function real(): Profile {
  return {
    ...shipped,
    name: 'real',
    title: 'MiniLM (6 x 384), exits after blocks 1, 2, 4 and 6',
    tasks: ['sst-2', 'mrpc', 'cola'],
    data: process.env.EARLY_EXIT_DATA || undefined,
    encoder: 'minilm-l6',
    exits: [1, 2, 4, 6],
    sizeTask: 'sst-2',
    sizes: [500, 2000, 6000],
    learningRates: [1e-4, 2e-4, 5e-4],
    overrides: {
      ...variants({ tasks: ['sst-2'], seeds: [1] }),
      cosee: { trainSize: 1000, batch: 16 },
      'cosee-search': {
        ...{ tasks: ['sst-2'], seeds: [1] },
        search: { alpha: [0.01, 0.1, 1], beta0: [0.2, 1, 10], learningRate: [2e-4], batch: [16] },
      },
    },
    learningRate: () => 2e-4,
  };
}

export const labProfiles = {
  quick: () => quick,
  shipped: () => shipped,
  real,
  paper,
} satisfies { readonly [name: string]: () => Profile };
