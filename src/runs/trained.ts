import { resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { prepareBackend } from '../backend';
import { checkParametersFit } from '../backend/fits';
import { parameterShapes } from '../exits';
import { makeBatch } from '../text/batches';
import { sampleRows } from '../text/dataset';
import { derivedSeed } from '../text/random';
import { deviceParameters } from '../training/evaluate';
import type { Batch, Dataset, Example, RunConfig } from '../types';
import { bringToHand } from './atHand';
import type { RunOptions } from './config';
import { runId, stepsOf } from './config';
import { openingNotes, prepareRun, startingParameters } from './prepare';
import { snapshotFile } from './record';
import { defaultStore, finished } from './run';
import type { RunSurroundings } from './surroundings';
import { type AnsweringModel, type TextModel, textModel } from './textModel';
import { unseenCount, unseenExamples } from './unseen';
import { readWeights } from './weights';

/** All runs of a task with the same training examples are looked into on the same new batches. */
const NEW_SEED = 1;

/** An open model for analysis. `close` frees its memory. */
export interface OpenModel extends AnsweringModel, Pick<TextModel, 'evaluate' | 'read'> {
  readonly config: RunConfig;
  readonly dataset: Dataset;
  /** A random batch of training examples, determined by a seed. The run may have trained on them. */
  trainingBatch(size: number, seed: number): Batch;
  /** Random batches of `size` examples that the run has not trained on: see `unseenExamples`. No two share one. */
  newBatches(size: number, count: number): Batch[];
  /** The number of examples that new batches can have in all. */
  readonly newExamples: number;
  close(): void;
}

/**
 * The model of a run after `step` steps: 0 for its initial state, or one of the run's snapshots. The run is trained if
 * necessary, but never from scratch if it is finished.
 */
export async function openModel(
  options: RunOptions,
  step: number,
  surroundings: RunSurroundings = {},
): Promise<OpenModel> {
  await bringToHand(options, surroundings);
  const prepared = prepareRun(options);
  const { model, tokenizer, dataset, config } = prepared;
  const { say = console.log } = surroundings;
  await prepareBackend(surroundings.say, model.encoder.width);
  checkParametersFit(parameterShapes(model));
  if (step > 0) await finished(options, { ...surroundings, fresh: false });
  else for (const note of openingNotes(prepared)) say(note);
  const folder = resolve(surroundings.store ?? defaultStore(), runId(config));
  const values = step === 0 ? startingParameters(prepared) : readWeights(snapshotFile(folder, step));
  const parameters = deviceParameters(model, values);
  const { encode, padding, evaluate, read } = textModel(model, parameters, tokenizer, config.maxLength);
  const batchOf = (examples: readonly Example[]) => {
    const encoded = encode(examples);
    return makeBatch(
      encoded,
      encoded.map((_, i) => i),
      padding,
    );
  };
  return {
    config,
    model,
    parameters,
    tokenizer,
    labels: dataset.task.labels,
    pair: dataset.task.pair,
    maxLength: config.maxLength,
    dataset,
    evaluate,
    read,
    trainingBatch(size, seed) {
      const rows = sampleRows(dataset.train.length, size, 'random', derivedSeed(seed, 'probe'));
      return batchOf(Array.from(rows, (row) => dataset.train[row]));
    },
    get newExamples() {
      return unseenCount(dataset, config);
    },
    newBatches(size, count) {
      const examples = unseenExamples(dataset, config, { size: size * count, seed: NEW_SEED });
      return Array.from({ length: count }, (_, i) => batchOf(examples.slice(i * size, (i + 1) * size)));
    },
    close: () => tf.dispose(Object.values(parameters)),
  };
}

/** The options of a run that also keeps its last weights, and its last step. */
export function withLastWeights(options: RunOptions): { readonly kept: RunOptions; readonly last: number } {
  const last = stepsOf(prepareRun(options).config);
  return { last, kept: { ...options, snapshots: [...new Set([...(options.snapshots ?? []), last])] } };
}
