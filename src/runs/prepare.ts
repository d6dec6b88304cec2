import { createHash } from 'node:crypto';
import { checkTypes, type EncoderFolder, openEncoderFolder } from '../encoders/folder';
import { listed } from '../encoders/weights';
import type { MultiExit } from '../exits';
import { readFileOrExplain } from '../files';
import type { Padding } from '../text/batches';
import { openDataset, sampleRows } from '../text/dataset';
import type { TextTokenizer } from '../text/tokenizer';
import { drawnParameters, type Heads, initialParameters, readHeads } from '../training/initialise';
import { paddingOf, planTraining, type TrainingPlan } from '../training/plan';
import type { Dataset, EncodedExample, Encoder, Example, Method, RunConfig } from '../types';
import { checkConfig, checkOptions, checkSnapshots } from './checkConfig';
import { checkMethod, checkModel } from './checkMethod';
import { type RunOptions, recipe, stepsOf } from './config';
import { checkSplit, evaluable, evaluationExamples, sizesOfSplits } from './evaluation';
import { identityOf, type MethodIdentity, sizesOf } from './identity';

/** A run with its data and encoder open, before any long computation. */
export interface PreparedRun {
  readonly config: RunConfig;
  readonly method: Method;
  readonly dataset: Dataset;
  readonly encoder: EncoderFolder;
  readonly tokenizer: TextTokenizer;
  readonly model: MultiExit;
  readonly heads: Heads | null;
  /** The steps after which the weights are kept. */
  readonly snapshots: readonly number[];
}

/** Opens the data and the encoder of the options and checks everything. Throws LabError for the first problem. */
export function prepareRun(options: RunOptions): PreparedRun {
  const { method, heads: headsFile, snapshots = [] } = options;
  const dataset = openDataset(options);
  const encoder = openEncoderFolder(options.encoder);
  const config = configOf(options, dataset, encoder);
  checkSnapshots(snapshots, config);
  const model = modelOf(config, dataset.task.labels.length, encoder.encoder, method);
  const heads = headsFile === undefined ? null : readHeads(headsFile, model);
  const tokenizer = encoder.tokenizer();
  checkTypes(tokenizer, encoder.encoder, dataset.task);
  return { config, method, dataset, encoder, tokenizer, model, heads, snapshots };
}

/** A method, the model that it trains, and the settings of the run. */
export interface Identified {
  readonly method: Method;
  readonly model: MultiExit;
  readonly settings: RunConfig;
}

/** The identity that a method gives a run, after a check that it can train the model. Throws LabError. */
export function identified({ method, model, settings }: Identified): MethodIdentity {
  checkModel(method, model, stepsOf(settings));
  return identityOf(method, sizesOf(settings, model.classes, model.encoder));
}

/**
 * The configuration that identifies a run. Throws LabError for the first value out of range. `identify` may remember
 * what it found for other runs.
 */
export function configOf(
  options: RunOptions,
  dataset: Dataset,
  encoder: EncoderFolder,
  identify = identified,
): RunConfig {
  checkOptions(options);
  checkMethod(options.method);
  const { method, heads, maxLength } = options;
  const settings = settingsOf(options, encoder.encoder);
  const trainSize = Math.min(settings.trainSize, dataset.train.length);
  const asked: RunConfig = {
    ...settings,
    method: method.name,
    task: dataset.task.name,
    data: dataset.fingerprint,
    encoder: encoder.name,
    weights: encoder.fingerprint,
    heads: heads === undefined ? null : headsFingerprint(heads),
    trainSize,
    evalSize: Math.min(settings.evalSize, evaluable({ ...settings, trainSize }, sizesOfSplits(dataset))),
    maxLength: maxLength ?? Math.min(recipe.maxLength, encoder.encoder.positions),
  };
  checkSplit(asked, dataset);
  checkConfig(asked, encoder.encoder);
  const classes = dataset.task.labels.length;
  method.check?.({ depths: asked.exits, classes, pooler: asked.pooler });
  const model = modelOf(asked, classes, encoder.encoder, method);
  const identity = identify({ method, model, settings: asked });
  const { split, ...config } = asked;
  const other = split === recipe.split ? {} : { split };
  return { ...config, ...other, ...identity };
}

/** The settings of a run: those that are given, those of its method, and the others. */
export function settingsOf(options: RunOptions, encoder: Encoder) {
  const { method, task: _, data: __, encoder: ___, heads: ____, snapshots: _____, ...given } = options;
  const { pooling = recipe.pooling } = encoder;
  return { ...recipe, pooling, ...method.recipe, ...withoutUndefined(given) };
}

function withoutUndefined<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

/** The fingerprint of a file of heads. */
export function headsFingerprint(file: string): string {
  return createHash('sha256').update(readFileOrExplain(file, 'a safetensors file of heads')).digest('hex');
}

/** The model that a method trains, without parameters. */
export function modelOf(
  { exits, pooler, pooling, dropout }: Pick<RunConfig, 'exits' | 'pooler' | 'pooling' | 'dropout'>,
  classes: number,
  encoder: Encoder,
  { encoders, exit }: Pick<Method, 'encoders' | 'exit'>,
): MultiExit {
  return {
    encoder: dropout === null ? encoder : encoder.withDropout(dropout),
    depths: exits,
    classes,
    pooler,
    pooling,
    encoders,
    exit,
  };
}

/** The number of examples that are encoded before `between` is called. */
const ENCODED_AT_ONCE = 500;

/**
 * The examples of a run as token ids: the training and the evaluation subset, both in file order. `between` may throw
 * to stop the encoding.
 */
export async function encodeExamples(
  { config, dataset, tokenizer }: PreparedRun,
  between: () => Promise<void>,
): Promise<{ readonly train: EncodedExample[]; readonly evaluation: EncodedExample[] }> {
  const encoded = async (examples: readonly Example[]): Promise<EncodedExample[]> => {
    const done: EncodedExample[] = [];
    for (const [i, example] of examples.entries()) {
      done.push(tokenizer.encode(example, config.maxLength));
      if (i % ENCODED_AT_ONCE === 0) await between();
    }
    return done;
  };
  const rows = sampleRows(dataset.train.length, config.trainSize, config.subset, config.seed);
  const train = await encoded(Array.from(rows, (row) => dataset.train[row]));
  return { train, evaluation: await encoded(evaluationExamples(dataset, config)) };
}

/** The plan of a run's batches. */
export function planOf(
  { config, method, encoder, tokenizer }: PreparedRun,
  train: readonly EncodedExample[],
): TrainingPlan {
  const { positions } = encoder.encoder;
  const exits = config.exits.length;
  return planTraining(train, {
    ...config,
    ...{ exits, positions, padId: tokenizer.padId, method },
  });
}

/** The padding of this run's batches. */
export const paddingOfRun = ({ encoder, tokenizer }: PreparedRun): Padding =>
  paddingOf(tokenizer.padId, encoder.encoder.positions);

/** The notes at the start of a run: unexpected effects of its options on its results. */
export function openingNotes({ model, encoder, config }: PreparedRun): string[] {
  const { positions } = encoder.encoder;
  const isCut = config.maxLength === positions && positions < recipe.maxLength;
  const drawn = drawnParameters(model, encoder);
  const unexpected = encoder.weights?.unexpected ?? [];
  return [
    ...(isCut
      ? [`${encoder.name} has ${positions} positions, so inputs are cut at ${positions} tokens.`]
      : []),
    ...(drawn.length > 0
      ? [
          `${encoder.name} has no pooler, so ${drawn.join(' and ')} are drawn from the run's seed; ` +
            "set pooler: 'none' (--pooler none) to use no pooler.",
        ]
      : []),
    ...(unexpected.length > 0
      ? [
          `${encoder.name} has tensors that its config.json does not describe; they are not read: ` +
            `${listed(unexpected)}.`,
        ]
      : []),
  ];
}

/** The initial parameters of a run, on the host. */
export const startingParameters = ({
  model,
  encoder,
  config,
  heads,
}: PreparedRun): Record<string, Float32Array> => initialParameters(model, encoder, config.seed, heads);
