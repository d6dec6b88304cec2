/** The lab's own profiles. */
import { paper } from './paperProfile';
import type { Overrides, Profile, Settings } from './profiles';

/**
 * What ships: the first to be run, in minutes on two cores. The small BERT was pretrained on masked words, not on [CLS],
 * so its exits read the mean of the tokens; at its width a larger learning rate than BERT-base's does well, and dropout costs
 * it more in two epochs than it gives.
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

/** SWEET's experiments beside its comparison of the methods. */
const variants = (settings: Settings): Overrides => ({
  'learned-exits': settings,
  berxit: settings,
  'data-sizes': { seeds: settings.seeds },
  'learning-rates': settings,
  wirings: settings,
});

const threeTasks = ['sentiment', 'paraphrase', 'inference'];

/** All that ships: the seven tasks at SWEET's size, in batches that two cores do faster. */
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
 * The real MiniLM on real GLUE tasks, by the recipe of what ships. It was trained to average its tokens, so its exits do.
 * COSEE's runs are many, and have a thousand examples each, in batches as small as SWEET's own.
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
