/** The trained model of a finished run, from its record alone. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type EncoderFolder, openEncoderFolder } from '../encoders/folder';
import { LabError } from '../errors';
import { type MultiExit, parameterShapes } from '../exits';
import { knownMethod } from '../methods/labMethod';
import { openDataset } from '../text/dataset';
import { glueTasks } from '../text/tasks';
import type { HostParameters, Method, RunConfig, Task } from '../types';
import { stepsOf } from './config';
import type { WrittenRun } from './exported/writeModel';
import { modelOf } from './prepare';
import { hasRecord, readSummary, snapshotFile } from './record';
import { readWeights } from './weights';

/** What a record does not hold, for a run that is not of the lab's own parts. */
export interface KeptParts {
  /** A method that is not one of the lab's. */
  readonly method?: Method;
  /** The encoder's folder, or its name. Default: the name in the record. */
  readonly encoder?: string;
  /** The folder of the task, for a task that neither ships nor is one of GLUE. */
  readonly data?: string;
}

/** A run with its last weights. */
export interface KeptModel extends WrittenRun {
  readonly model: MultiExit;
  readonly parameters: HostParameters;
}

/**
 * Opens the last weights of a finished run: a record's folder, or its id in the store. Nothing is trained. Throws
 * LabError if there is no such record, if it has no weights, or if the encoder or the task is another one.
 */
export function openKeptModel(idOrFolder: string, store: string, parts: KeptParts = {}): KeptModel {
  const folder = recordFolder(idOrFolder, store);
  const { config, diverged } = readSummary(folder);
  if (diverged)
    throw new LabError(
      `${folder}: expected a run with a trained model, got one that diverged; choose another`,
    );
  const method = parts.method ?? knownMethod(config.method, config.constants);
  const encoder = encoderOf(config, parts.encoder);
  const task = taskOf(config, parts.data);
  const model = modelOf(config, task.labels.length, encoder.encoder, method);
  const parameters = lastWeights(folder, config, model);
  return { config, method, encoder, model, parameters, dataset: { task } };
}

function recordFolder(idOrFolder: string, store: string): string {
  const folder = [resolve(idOrFolder), join(resolve(store), idOrFolder)].find(hasRecord);
  if (folder !== undefined) return folder;
  throw new LabError(
    `expected a finished run, as the folder of its record or as its id in ${store}, found none for ${idOrFolder}`,
  );
}

function encoderOf({ encoder: name, weights }: RunConfig, given: string | undefined): EncoderFolder {
  try {
    const encoder = openEncoderFolder(given ?? name);
    requireSame('encoder', encoder.fingerprint, weights, name);
    return encoder;
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw new LabError(
      `${error.message}; give the folder of the encoder that the run began with (--encoder DIR)`,
    );
  }
}

function taskOf(config: RunConfig, data: string | undefined): Task {
  const glue = glueTasks.find(({ name }) => name === config.task);
  if (glue) return glue;
  const { task, fingerprint } = openDataset({ task: config.task, data });
  requireSame('data', fingerprint, config.data, `those of ${config.task}; give their folder (--data DIR)`);
  return task;
}

function requireSame(what: string, got: string, expected: string, which: string): void {
  if (got === expected) return;
  throw new LabError(`expected the ${what} that the run was trained with, ${which}; got another`);
}

function lastWeights(folder: string, config: RunConfig, model: MultiExit): HostParameters {
  const file = snapshotFile(folder, stepsOf(config));
  if (!existsSync(file))
    throw new LabError(
      `expected the last weights of the run as ${file}, found none; train the run again with its options and ` +
        "npm run train -- --keep-weights, which keeps them with its record (in code: the option 'snapshots')",
    );
  const weights = readWeights(file);
  const shapes = Object.entries(parameterShapes(model));
  const stray = shapes.find(
    ([name, shape]) => weights[name]?.length !== shape.reduce((n, size) => n * size, 1),
  );
  if (stray === undefined) return weights;
  throw new LabError(
    `${file}: expected '${stray[0]}' [${stray[1].join(', ')}] of ${config.method}, got ` +
      `${weights[stray[0]]?.length ?? 'no'} numbers; give the method that trained it`,
  );
}
