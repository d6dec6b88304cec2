import { resolve } from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { readingOf } from '../analysis/readings';
import { prepareBackend } from '../backend';
import { checkParametersFit } from '../backend/fits';
import { type MultiExit, parameterShapes } from '../exits';
import { makeBatch } from '../text/batches';
import { sampleRows } from '../text/dataset';
import { derivedSeed } from '../text/random';
import type { TextTokenizer } from '../text/tokenizer';
import { deviceParameters, type EvaluationListener, evaluate } from '../training/evaluate';
import type { Batch, Dataset, Example, ExitReading, ExitRecord, Parameters, RunConfig } from '../types';
import type { RunOptions } from './config';
import { runId, stepsOf } from './config';
import { openingNotes, paddingOfRun, prepareRun, startingParameters } from './prepare';
import { snapshotFile } from './record';
import { defaultStore, finished } from './run';
import type { RunSurroundings } from './surroundings';
import { readWeights } from './weights';

/** A model in hand, to look into. `close` gives its memory back. */
export interface OpenModel {
  readonly config: RunConfig;
  readonly model: MultiExit;
  readonly parameters: Parameters<Tensor>;
  readonly tokenizer: TextTokenizer;
  readonly dataset: Dataset;
  /**
   * What every exit says about the examples, without dropout. `afterBatch` is told how many are done; it may throw to
   * stop.
   */
  evaluate(examples: readonly Example[], afterBatch?: EvaluationListener['afterBatch']): Promise<ExitRecord>;
  /** The same, example by example. */
  read(examples: readonly Example[]): Promise<ExitReading[][]>;
  /** A batch of training examples that a seed picks. */
  trainingBatch(size: number, seed: number): Batch;
  close(): void;
}

/**
 * The model of a run after `step` steps, which must be 0 (as it starts) or one of the run's snapshots; the run is
 * trained where that has not been done, and never afresh.
 */
export async function openModel(
  options: RunOptions,
  step: number,
  surroundings: RunSurroundings = {},
): Promise<OpenModel> {
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
  const encode = (examples: readonly Example[]) =>
    examples.map((example) => tokenizer.encode(example, config.maxLength));
  const evaluateExamples: OpenModel['evaluate'] = (examples, afterBatch) =>
    evaluate(model, parameters, encode(examples), paddingOfRun(prepared), { afterBatch });
  return {
    config,
    model,
    parameters,
    tokenizer,
    dataset,
    evaluate: evaluateExamples,
    async read(examples) {
      const record = await evaluateExamples(examples);
      return examples.map((_, n) => record.depths.map((_, e) => readingOf(record, e, n)));
    },
    trainingBatch(size, seed) {
      const rows = sampleRows(dataset.train.length, size, 'random', derivedSeed(seed, 'probe'));
      const encoded = encode(Array.from(rows, (row) => dataset.train[row]));
      return makeBatch(
        encoded,
        encoded.map((_, i) => i),
        paddingOfRun(prepared),
      );
    },
    close: () => tf.dispose(Object.values(parameters)),
  };
}

/** The same run with the weights at its end kept, and the step that is. */
export function withLastWeights(options: RunOptions): { readonly kept: RunOptions; readonly last: number } {
  const last = stepsOf(prepareRun(options).config);
  return { last, kept: { ...options, snapshots: [...new Set([...(options.snapshots ?? []), last])] } };
}
