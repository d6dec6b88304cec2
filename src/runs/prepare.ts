import { createHash } from 'node:crypto';
import { type EncoderFolder, openEncoderFolder } from '../encoders/folder';
import type { MultiExit } from '../exits';
import { readFileOrExplain } from '../files';
import { rememberTitle } from '../methods/titles';
import type { Padding } from '../text/batches';
import { openDataset, sampleRows } from '../text/dataset';
import type { TextTokenizer } from '../text/tokenizer';
import { type Heads, initialParameters, readHeads } from '../training/initialise';
import { paddingOf, planTraining, type TrainingPlan } from '../training/plan';
import type { Dataset, EncodedExample, Example, Method, RunConfig } from '../types';
import { checkConfig, checkSnapshots, type RunOptions, recipe } from './config';
import { evaluationExamples } from './evaluation';

/** A run with its data and encoder open, before anything heavy is done. */
export interface PreparedRun {
  readonly config: RunConfig;
  readonly method: Method;
  readonly dataset: Dataset;
  readonly encoder: EncoderFolder;
  readonly tokenizer: TextTokenizer;
  readonly model: MultiExit;
  readonly heads: Heads | null;
  /** Steps after which the weights are kept. */
  readonly snapshots: readonly number[];
}

/** Opens what the options name and checks all of it. Throws LabError on the first thing that does not fit. */
export function prepareRun(options: RunOptions): PreparedRun {
  const { method, heads: headsFile, snapshots = [] } = options;
  const dataset = openDataset(options);
  const encoder = openEncoderFolder(options.encoder);
  const config = configOf(options, dataset, encoder);
  checkSnapshots(snapshots, config);
  const model = modelOf(config, dataset, encoder, method);
  method.check?.(model);
  const heads = headsFile === undefined ? null : readHeads(headsFile, model);
  return { config, method, dataset, encoder, tokenizer: encoder.tokenizer(), model, heads, snapshots };
}

/** What identifies a run, once its task and encoder are open. Throws LabError on the first value out of its range. */
export function configOf(options: RunOptions, dataset: Dataset, encoder: EncoderFolder): RunConfig {
  rememberTitle(options.method);
  const { method, task: _, data: __, encoder: ___, heads, snapshots: ____, ...given } = options;
  const settings = { ...recipe, ...withoutUndefined(given) };
  const config: RunConfig = {
    ...settings,
    method: method.name,
    ...(method.constants && { constants: method.constants }),
    task: dataset.task.name,
    data: dataset.fingerprint,
    encoder: encoder.name,
    weights: encoder.fingerprint,
    heads: heads === undefined ? null : fingerprintOf(heads),
    trainSize: Math.min(settings.trainSize, dataset.train.length),
    evalSize: Math.min(settings.evalSize, dataset.validation.length),
    maxLength: Math.min(settings.maxLength, encoder.config.max_position_embeddings),
  };
  checkConfig(config, encoder.config.num_hidden_layers);
  return config;
}

function withoutUndefined<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

function fingerprintOf(file: string): string {
  return createHash('sha256').update(readFileOrExplain(file, 'a safetensors file of heads')).digest('hex');
}

function modelOf(
  { exits, pooler, pooling, dropout }: RunConfig,
  { task }: Dataset,
  { config }: EncoderFolder,
  { encoders, gates }: Pick<Method, 'encoders' | 'gates'>,
): MultiExit {
  const rates = {
    hidden_dropout_prob: dropout ?? config.hidden_dropout_prob,
    attention_probs_dropout_prob: dropout ?? config.attention_probs_dropout_prob,
  };
  return {
    config: { ...config, ...rates },
    depths: exits,
    classes: task.labels.length,
    pooler,
    pooling,
    headDropout: dropout ?? config.classifier_dropout,
    encoders,
    gates,
  };
}

/** The examples of a run as token ids: the training and the evaluation subset, both in file order. */
export function encodeExamples({ config, dataset, tokenizer }: PreparedRun): {
  readonly train: EncodedExample[];
  readonly evaluation: EncodedExample[];
} {
  const { train } = dataset;
  const rows = sampleRows(train.length, config.trainSize, config.subset, config.seed);
  const encoded = (example: Example) => tokenizer.encode(example, config.maxLength);
  return {
    train: Array.from(rows, (row) => encoded(train[row])),
    evaluation: evaluationExamples(dataset, config).map(encoded),
  };
}

/** The plan of a run's batches. */
export function planOf(
  { config, method, encoder, tokenizer }: PreparedRun,
  train: readonly EncodedExample[],
): TrainingPlan {
  const positions = encoder.config.max_position_embeddings;
  const exits = config.exits.length;
  return planTraining(train, {
    ...config,
    ...{ exits, positions, padId: tokenizer.padId, schedule: method.schedule },
  });
}

/** How batches of this run are padded. */
export const paddingOfRun = ({ encoder, tokenizer }: PreparedRun): Padding =>
  paddingOf(tokenizer.padId, encoder.config.max_position_embeddings);

/** The parameters that a run starts from, on the host. */
export const startingParameters = ({ model, encoder, config, heads }: PreparedRun) =>
  initialParameters(model, encoder, config.seed, heads);
