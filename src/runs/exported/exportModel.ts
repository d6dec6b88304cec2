import { resolve } from 'node:path';
import { LabError } from '../../errors';
import type { HostParameters } from '../../types';
import { bringToHand } from '../atHand';
import type { RunOptions } from '../config';
import { type PreparedRun, prepareRun } from '../prepare';
import { snapshotFile } from '../record';
import { finished } from '../run';
import type { RunSurroundings } from '../surroundings';
import { withLastWeights } from '../trained';
import { readWeights } from '../weights';
import { intoNewFolder, requireNew } from './newFolder';
import { writeModel } from './writeModel';

/**
 * Writes the trained model of a run into a new folder: the encoder up to its last exit as Hugging Face's libraries read
 * it (config.json, model.safetensors, the files of its tokenizer), the exits with their poolers and gates in
 * exits.safetensors, and in config.json the entry `early_exit`, which describes them. All numbers are float32. The run
 * is trained if necessary, and once more if its record lacks its last weights. What the run needs from the Hugging Face
 * Hub is fetched first. Throws LabError if the folder has files, or for a model of several encoders.
 */
export async function exportModel(
  options: RunOptions,
  folder: string,
  surroundings: RunSurroundings = {},
): Promise<void> {
  const target = resolve(folder);
  requireNew(target);
  const { prepared, parameters } = await trainedForExport(options, surroundings);
  intoNewFolder(target, (work) => writeModel(work, prepared, parameters));
}

/** A trained model of one encoder. */
export interface TrainedRun {
  readonly prepared: PreparedRun;
  readonly parameters: HostParameters;
  /** The folder of its record. */
  readonly record: string;
}

/** The trained model of a run, from its last weights. Throws LabError for a model of several encoders, at once. */
export async function trainedForExport(
  options: RunOptions,
  surroundings: RunSurroundings,
): Promise<TrainedRun> {
  requireOneEncoder(options);
  await bringToHand(options, surroundings);
  const prepared = prepareRun(options);
  const { kept, last } = withLastWeights(options);
  const { folder: record } = await finished(kept, surroundings);
  return { prepared, record, parameters: readWeights(snapshotFile(record, last)) };
}

function requireOneEncoder({ method, exits }: RunOptions): void {
  if (method.encoders === 'shared') return;
  throw new LabError(
    `expected a method with one encoder for all exits, got ${method.name}, which has ${exits.length}; ` +
      'write it as files of ONNX (npm run export), or export one run for each exit, such as with early-exit',
  );
}
