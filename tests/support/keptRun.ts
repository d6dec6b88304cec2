/** Records with last weights that no training made. */
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { type RunOptions, runId, stepsOf } from '../../src/runs/config';
import { type PreparedRun, prepareRun, startingParameters } from '../../src/runs/prepare';
import { snapshotFile, writeRecord } from '../../src/runs/record';
import { textModel } from '../../src/runs/textModel';
import { writeWeights } from '../../src/runs/weights';
import { blankRecord } from '../../src/training/blankRecord';
import { deviceParameters } from '../../src/training/evaluate';
import type { Example, ExitRecord, HostParameters } from '../../src/types';

/** A record whose weights are those at the start, with exits that differ more between examples. */
export interface KeptRun {
  readonly id: string;
  readonly folder: string;
  readonly prepared: PreparedRun;
  readonly parameters: HostParameters;
}

const ofExits = /(?:^|\.)(?:exits\.|gate|lambda|classifier)/;

/** Writes the record of a run into a store. */
export function keptRun(store: string, options: RunOptions): KeptRun {
  const prepared = prepareRun(options);
  const { config, model } = prepared;
  const parameters = Object.fromEntries(
    Object.entries(startingParameters(prepared)).map(([name, values]) => [
      name,
      ofExits.test(name) ? values.map((x) => 40 * x) : values,
    ]),
  );
  const id = runId(config);
  const folder = join(store, id);
  const nothing = { environment: {}, seconds: 0, metrics: {}, steps: [] };
  writeRecord(folder, { id, config, ...nothing, evaluation: blankRecord(model, new Int32Array(0)) });
  writeWeights(snapshotFile(folder, stepsOf(config)), model, parameters);
  return { id, folder, prepared, parameters };
}

/** What the lab's exits say about examples. */
export async function saidOf(
  { prepared: { model, tokenizer, config }, parameters }: KeptRun,
  examples: readonly Example[],
): Promise<ExitRecord> {
  const device = deviceParameters(model, parameters);
  try {
    return await textModel(model, device, tokenizer, config.maxLength).evaluate(examples);
  } finally {
    tf.dispose(Object.values(device));
  }
}
