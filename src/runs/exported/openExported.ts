import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { prepareBackend } from '../../backend';
import { checkParametersFit } from '../../backend/fits';
import { finiteFloats, WEIGHTS_ADVICE } from '../../encoders/finite';
import { type EncoderFolder, openEncoderFolder } from '../../encoders/folder';
import { findFolder } from '../../encoders/place';
import { openSafetensors } from '../../encoders/safetensors';
import type { TensorFile } from '../../encoders/tensorFile';
import { LabError, orNull } from '../../errors';
import { type MultiExit, parameterShapes } from '../../exits';
import { hubNameOf } from '../../hub/name';
import { readJsonObject } from '../../json';
import { knownMethod } from '../../methods/labMethod';
import { taskByName } from '../../text/tasks';
import { deviceParameters } from '../../training/evaluate';
import type { Method } from '../../types';
import { bringToHand } from '../atHand';
import type { RunSurroundings } from '../surroundings';
import { type AnsweringModel, type TextModel, textModel } from '../textModel';
import { type EarlyExitEntry, readEntry } from './entry';
import { encoderNames } from './writeModel';

/** A model from a folder that `exportModel` wrote. `close` frees its memory. */
export interface ExportedModel extends AnsweringModel, Pick<TextModel, 'evaluate' | 'read'> {
  /** The entry `early_exit` of its config.json. */
  readonly about: EarlyExitEntry;
  close(): void;
}

/**
 * Opens an exported model: a folder, or its name on the Hugging Face Hub (`OWNER/NAME`), from where it is fetched. Its
 * outputs are those of the trained model. `method` is needed for a method that is not one of the lab's. Throws LabError
 * if a file is missing or does not fit.
 */
export async function openExported(
  nameOrFolder: string,
  { method, ...surroundings }: { readonly method?: Method } & RunSurroundings = {},
): Promise<ExportedModel> {
  const { say } = surroundings;
  const folder = await folderOf(nameOrFolder, surroundings);
  const file = join(folder, 'config.json');
  const about = readEntry(file, readJsonObject(file, 'the configuration of an exported model'));
  const encoder = openEncoderFolder(folder);
  const model = modelOf(file, about, encoder, method ?? knownMethod(about.method, about.constants));
  const tokenizer = encoder.tokenizer();
  await prepareBackend(say, model.encoder.width);
  checkParametersFit(parameterShapes(model));
  const parameters = deviceParameters(
    model,
    readParameters(model, encoder, join(encoder.folder, about.file)),
  );
  const { evaluate, read } = textModel(model, parameters, tokenizer, about.max_length);
  const close = () => tf.dispose(Object.values(parameters));
  const { labels, max_length: maxLength } = about;
  const pair = orNull(() => taskByName(about.task))?.pair;
  return { ...{ about, model, parameters, tokenizer, labels, maxLength, pair }, evaluate, read, close };
}

async function folderOf(nameOrFolder: string, surroundings: RunSurroundings): Promise<string> {
  const folder = resolve(nameOrFolder);
  if (existsSync(folder) || !hubNameOf(nameOrFolder)) return folder;
  await bringToHand({ encoder: nameOrFolder }, surroundings);
  return findFolder(nameOrFolder);
}

function modelOf(file: string, about: EarlyExitEntry, { encoder }: EncoderFolder, method: Method): MultiExit {
  const { depths, pooler, pooling, labels } = about;
  const last = depths[depths.length - 1];
  if (last !== encoder.depth)
    throw new LabError(
      `${file}: expected the last exit at depth ${encoder.depth}, that of the encoder, got depth ${last}`,
    );
  const { encoders, exit } = method;
  return { encoder, depths, classes: labels.length, pooler, pooling, encoders, exit };
}

/** The parameters of the model: those of the encoder from its weights, the others from the file of the exits. */
function readParameters(
  model: MultiExit,
  { weights, folder }: EncoderFolder,
  file: string,
): Record<string, Float32Array> {
  const exits = openSafetensors(file);
  const shapes = Object.entries(parameterShapes(model));
  const ofEncoder = encoderNames(model);
  const stray = exits.names.find((name) => !shapes.some(([each]) => each === name) || ofEncoder.has(name));
  if (!weights || stray !== undefined)
    throw new LabError(
      `${folder}: expected the parameters of an exported model, got ${weights ? `also '${stray}'` : 'no weights'}; ` +
        'open it with the method that it was trained by',
    );
  return Object.fromEntries(
    shapes.map(([name, shape]) => [name, parameterOf(ofEncoder.has(name) ? weights : exits, name, shape)]),
  );
}

function parameterOf(stored: TensorFile, name: string, expected: readonly number[]): Float32Array {
  const { shape, data } = finiteFloats(stored, name, WEIGHTS_ADVICE);
  if (shape.join() === expected.join()) return data;
  throw new LabError(
    `${stored.file}: expected '${name}' to be [${expected.join(', ')}], got [${shape.join(', ')}]`,
  );
}
