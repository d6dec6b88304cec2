import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { prepareBackend } from '../backend';
import { checkParametersFit } from '../backend/fits';
import { parameterShapes } from '../exits';
import { runId } from '../runs/config';
import { openExported } from '../runs/exported';
import type { EarlyExitEntry } from '../runs/exported/entry';
import { type KeptParts, openKeptModel } from '../runs/keptModel';
import { hasRecord } from '../runs/record';
import { defaultStore } from '../runs/run';
import type { AnsweringModel } from '../runs/textModel';
import { deviceParameters } from '../training/evaluate';

/** Where a model is, and what its record does not hold. */
export interface ModelPlace extends KeptParts {
  /** Default: the store of runs. */
  readonly store?: string;
  say?(line: string): void;
}

/** A model that answers, and where it is from. `close` frees the parameters. */
export interface OpenAnsweringModel extends AnsweringModel {
  /** The id of the run, and the names of its method and its task. */
  readonly about: Pick<EarlyExitEntry, 'run' | 'method' | 'task'>;
  close(): void;
}

/**
 * Opens the model of a finished run that kept its last weights, by its id in the store or by the folder of its record;
 * or a folder that `exportModel` wrote. Nothing is trained. Throws LabError if there is
 * no such run, or if its weights were not kept.
 */
export async function openAnsweringModel(
  idOrFolder: string,
  { store = defaultStore(), say = console.log, ...parts }: ModelPlace = {},
): Promise<OpenAnsweringModel> {
  const folder = resolve(idOrFolder);
  if (!hasRecord(folder) && existsSync(join(folder, 'config.json')))
    return openExported(folder, { method: parts.method, say });
  const { config, model, parameters, encoder, dataset } = openKeptModel(idOrFolder, store, parts);
  const tokenizer = encoder.tokenizer();
  await prepareBackend(say, model.encoder.width);
  checkParametersFit(parameterShapes(model));
  const device = deviceParameters(model, parameters);
  const { labels, pair } = dataset.task;
  return {
    ...{ model, parameters: device, tokenizer, labels, pair, maxLength: config.maxLength },
    about: { run: runId(config), method: config.method, task: config.task },
    close: () => tf.dispose(Object.values(device)),
  };
}
