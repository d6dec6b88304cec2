import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { published } from '../analysis/published';
import { LabError } from '../errors';
import { earlyExit, methods } from '../methods';
import type { Offered } from '../offeredNames';
import { projectRoot } from '../paths';
import type { RunOptions } from '../runs/config';
import { type GlueTask, glueTasks } from '../text/tasks';
import type { Method, RunConfig } from '../types';
import { withoutGates } from './gates';
import { ownProfile } from './ownProfile';

/** The settings that notebooks, grids and figures run on; all of them run on all profiles. */
export interface Profile {
  readonly name: string;
  /** For the subtitle of figures. */
  readonly title: string;
  readonly tasks: readonly string[];
  /** A GLUE root, which need not be there before something is trained; shipped tasks need none. */
  readonly data: string | undefined;
  /** A name or a folder, which need not be there either. */
  readonly encoder: string;
  readonly exits: readonly number[];
  readonly pooling: RunConfig['pooling'];
  readonly pooler: RunConfig['pooler'];
  readonly trainSize: number;
  readonly evalSize: number;
  readonly epochs: number;
  readonly batch: number;
  readonly maxLength: number;
  /** Every dropout; null: the encoder's own rates. */
  readonly dropout: number | null;
  readonly seeds: readonly number[];
  /** The task of the form of MNLI whose training size is varied, and the sizes (SWEET Fig. 8). */
  readonly sizeTask: string;
  readonly sizes: readonly number[];
  /** What a search for learning rates tries (SWEET, appendix A). */
  readonly learningRates: readonly number[];
  /** Tasks and seeds of everything but the comparison of the methods: gates, sizes, learning rates, wirings. */
  readonly variantTasks: readonly string[];
  readonly variantSeeds: readonly number[];
  /** Tasks and seeds of COSEE's experiments, and what a search tries. */
  readonly coseeTasks: readonly string[];
  readonly coseeSeeds: readonly number[];
  readonly coseeGrid: CoseeGrid;
  /** What runs at growing sizes, with gates (SWEET Fig. 7), of other wirings and of COSEE have of their own. */
  readonly recipes: { readonly [of in 'sizes' | 'gates' | 'wirings' | 'cosee']?: Recipe };
  learningRate(method: string, task: string): number;
}

/** What a profile may do otherwise in some of its runs. */
export type Recipe = Partial<Pick<Profile, 'trainSize' | 'epochs' | 'batch' | 'maxLength' | 'learningRate'>>;

/** The values that a search for COSEE's constants tries, each with each (COSEE §4.1). */
export interface CoseeGrid {
  readonly alphas: readonly number[];
  readonly beta0s: readonly number[];
  readonly learningRates: readonly number[];
  readonly batches: readonly number[];
}

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
  variantTasks: ['sentiment'],
  variantSeeds: [1],
  coseeTasks: ['sentiment'],
  coseeSeeds: [1],
  coseeGrid: { alphas: [0.01, 0.1], beta0s: [1, 10], learningRates: [5e-4], batches: [16] },
  recipes: {
    sizes: { batch: 32, maxLength: 96 },
    gates: { trainSize: 2000 },
    wirings: { trainSize: 1200 },
    cosee: { trainSize: 2000 },
  },
  learningRate: () => 5e-4,
};

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
  variantTasks: ['sentiment', 'paraphrase', 'inference'],
  coseeTasks: ['sentiment', 'paraphrase', 'inference'],
  coseeSeeds: [1, 2, 3],
  coseeGrid: { alphas: [0.01, 0.1, 1], beta0s: [0.2, 1, 10], learningRates: [5e-4], batches: [32] },
  recipes: {},
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
    variantTasks: ['sst-2'],
    coseeTasks: ['sst-2', 'mrpc', 'cola'],
    coseeGrid: { alphas: [0.01, 0.1, 1], beta0s: [0.2, 1, 10], learningRates: [2e-4], batches: [16] },
    recipes: { cosee: { trainSize: 1000, batch: 16 } },
    learningRate: () => 2e-4,
  };
}

/**
 * SWEET's own BERT-base and sizes, with the learning rates of its Table 2, which for a method that is not in it, such as BERxiT, are
 * Early-Exit's; its seeds are not published. COSEE's runs have all
 * training examples and the recipe of the script that is published for SST-2: the paper gives a grid, and no choice for a task.
 */
function paper(): Profile {
  const tasks = ['sst-2', 'mrpc', 'cola', 'mnli', 'qqp', 'qnli', 'rte'];
  const cell = { paper: 'SWEET', table: '2', model: 'BERT', size: 'BASE' };
  return {
    name: 'paper',
    title: 'BERT-base, exits after blocks 1, 4, 6 and 12',
    tasks,
    data: process.env.EARLY_EXIT_DATA || undefined,
    encoder: join(encodersFolder(), BERT_BASE),
    exits: [1, 4, 6, 12],
    pooling: 'cls',
    pooler: 'shared',
    trainSize: 6000,
    evalSize: 100_000,
    epochs: 2,
    batch: 16,
    maxLength: 256,
    dropout: null,
    seeds: [1, 2, 3],
    sizeTask: 'mnli',
    sizes: [2000, 6000, 20_000, 60_000, 400_000],
    learningRates: [1e-5, 2e-5, 3e-5, 4e-5, 5e-5],
    variantTasks: tasks,
    variantSeeds: [1, 2, 3],
    coseeTasks: ['rte', 'mrpc', 'qqp', 'sst-2', 'qnli', 'mnli'],
    coseeSeeds: [1, 2, 3],
    coseeGrid: {
      alphas: [0.001, 0.01, 0.1, 1],
      beta0s: [0.05, 0.2, 1, 10],
      learningRates: [1e-5, 2e-5, 3e-5],
      batches: [16, 32, 128],
    },
    recipes: {
      cosee: { trainSize: 400_000, epochs: 10, batch: 128, maxLength: 128, learningRate: () => 2e-5 },
    },
    learningRate: (method, task) => published({ ...cell, method: inTable2(method), task })[0].value,
  };
}

const inTable2 = (method: string): string =>
  (methods.find(({ name }) => name === withoutGates(method)) ?? earlyExit).name;

const BERT_BASE = 'bert-base-uncased';

const profiles = {
  quick: () => quick,
  shipped: () => shipped,
  real,
  paper,
} satisfies { readonly [name: string]: () => Profile };

/** A profile's name, or the JSON file of one of one's own. */
export type ProfileName = Offered<keyof typeof profiles>;

export const profileNames = Object.keys(profiles);

/** The profile in EARLY_EXIT_PROFILE, a name or a JSON file of one's own; quick without it. Nothing of it is opened: see `readyToTrain`. */
export function profile(name: ProfileName = process.env.EARLY_EXIT_PROFILE || 'quick'): Profile {
  if (name.endsWith('.json')) return ownProfile(name, profile);
  const known = Object.entries(profiles).find(([each]) => each === name);
  if (known) return known[1]();
  throw new LabError(
    `expected a profile among ${profileNames.join(', ')}; got '${name}' (a file of your own ends in .json)`,
  );
}

/** The profile again, if its data and its encoder are on this machine; else throws LabError saying what it lacks. */
export function readyToTrain(settings: Profile): Profile {
  const { name, tasks, sizeTask, encoder } = settings;
  const glue = glueTasks.filter((task) => tasks.includes(task.name) || task.name === sizeTask);
  if (glue.length > 0) checkGlue(settings, glue);
  if (basename(encoder) !== BERT_BASE || existsSync(join(encoder, 'config.json'))) return settings;
  throw new LabError(
    `the ${name} profile needs ${BERT_BASE}: set EARLY_EXIT_ENCODERS to a folder that holds ${BERT_BASE}/ as downloaded from Hugging Face`,
  );
}

/**
 * The profile as COSEE's experiments run it: with an exit after every block that the profile's deepest exit is after, on their
 * own tasks, seeds and recipe.
 */
export function everyBlock(profile: Profile): Profile {
  const { exits, coseeTasks, coseeSeeds, recipes } = profile;
  const depths = Array.from({ length: exits[exits.length - 1] }, (_, i) => i + 1);
  const title = profile.title.replace(exitsText(exits), 'an exit after every block');
  return { ...profile, ...recipes.cosee, title, exits: depths, tasks: coseeTasks, seeds: coseeSeeds };
}

/** `exits after blocks 1, 4, 6 and 12`, as titles of profiles say it. */
export const exitsText = (exits: readonly number[]): string =>
  exits.length === 1
    ? `an exit after block ${exits[0]}`
    : `exits after blocks ${exits.slice(0, -1).join(', ')} and ${exits[exits.length - 1]}`;

/** One run of a profile, for `run`. */
export function profileRun(
  profile: Profile,
  chosen: { readonly method: Method; readonly task: string; readonly seed: number },
): RunOptions {
  const { data, encoder, exits, pooling, pooler, trainSize, evalSize } = profile;
  const { epochs, batch, maxLength, dropout } = profile;
  const wiring = { data, encoder, exits, pooling, pooler };
  const recipe = { trainSize, evalSize, epochs, batch, maxLength, dropout };
  return {
    ...wiring,
    ...recipe,
    ...chosen,
    learningRate: profile.learningRate(chosen.method.name, chosen.task),
  };
}

function checkGlue({ name, data }: Profile, tasks: readonly GlueTask[]): void {
  const files = tasks.map(({ glue }) => join(glue.folder, glue.train));
  if (data === undefined)
    throw new LabError(
      `the ${name} profile needs GLUE: set EARLY_EXIT_DATA to a folder with ${files.join(', ')}`,
    );
  const missing = files.filter((file) => !existsSync(join(data, file)));
  if (missing.length === 0) return;
  throw new LabError(
    `the ${name} profile expects GLUE in EARLY_EXIT_DATA (${data}); missing there: ${missing.join(', ')}`,
  );
}

const encodersFolder = (): string =>
  process.env.EARLY_EXIT_ENCODERS || join(projectRoot(), 'data', 'encoders');
