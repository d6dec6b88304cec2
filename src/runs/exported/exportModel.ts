import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { encoderShapes } from '../../encoders/encoderShapes';
import { openEncoderFolder } from '../../encoders/folder';
import { explained } from '../../encoders/readBytes';
import { writeSafetensors } from '../../encoders/safetensors-write';
import { LabError } from '../../errors';
import { type MultiExit, parameterShapes } from '../../exits';
import { makeFolder, readFileOrExplain, writeAtomically } from '../../files';
import { readJsonObject } from '../../json';
import type { HostParameters } from '../../types';
import { type RunOptions, runId } from '../config';
import { type PreparedRun, prepareRun } from '../prepare';
import { snapshotFile } from '../record';
import { finished } from '../run';
import type { RunSurroundings } from '../surroundings';
import { withLastWeights } from '../trained';
import { readWeights } from '../weights';
import { exportedConfig } from './config';
import { type EarlyExitEntry, EXITS_FILE, FORMAT } from './entry';

/** The files of a tokenizer that libraries read. Those that the encoder has are copied. */
const tokenizerFiles = [
  ...['tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json', 'added_tokens.json'],
  ...['vocab.txt', 'vocab.json', 'merges.txt', 'spiece.model', 'spm.model', 'sentencepiece.bpe.model'],
];

/**
 * Writes the trained model of a run into a new folder: the encoder up to its last exit as Hugging Face's libraries read
 * it (config.json, model.safetensors, the files of its tokenizer), the exits with their poolers and gates in
 * exits.safetensors, and in config.json the entry `early_exit`, which describes them. All numbers are float32. The run
 * is trained if necessary, and once more if its record lacks its last weights. Throws LabError if the folder has files,
 * or for a model of several encoders.
 */
export async function exportModel(
  options: RunOptions,
  folder: string,
  surroundings: RunSurroundings = {},
): Promise<void> {
  const target = resolve(folder);
  requireNew(target);
  const prepared = prepareRun(options);
  requireOneEncoder(prepared);
  const { kept, last } = withLastWeights(options);
  const { folder: record } = await finished(kept, surroundings);
  const parameters = readWeights(snapshotFile(record, last));
  const work = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    write(work, prepared, parameters);
    explained(target, 'a new folder for the model', () => renameSync(work, target));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function write(folder: string, prepared: PreparedRun, parameters: HostParameters): void {
  const { model, encoder } = prepared;
  makeFolder(folder);
  for (const name of tokenizerFiles.filter((each) => existsSync(join(encoder.folder, each))))
    writeAtomically(join(folder, name), [readFileOrExplain(join(encoder.folder, name), name)]);
  const ofEncoder = encoderNames(model);
  const tensors = Object.entries(parameterShapes(model)).map(([name, shape]) => {
    return [name, { shape, data: parameters[name] }] as const;
  });
  const writeThose = (file: string, isIn: (name: string) => boolean) =>
    writeSafetensors(join(folder, file), Object.fromEntries(tensors.filter(([name]) => isIn(name))), {
      metadata: { format: 'pt' },
    });
  writeThose('model.safetensors', (name) => ofEncoder.has(name));
  writeThose(EXITS_FILE, (name) => !ofEncoder.has(name));
  const file = join(encoder.folder, 'config.json');
  const config = readJsonObject(file, "an encoder's configuration");
  const told = exportedConfig(file, config, encoder.encoder.depth, entryOf(prepared));
  writeAtomically(join(folder, 'config.json'), [`${JSON.stringify(told, null, 2)}\n`]);
  openEncoderFolder(folder);
}

/** The names of the parameters that Hugging Face's libraries know: those of the encoder and of its pooler. */
export function encoderNames({ encoder, depths }: MultiExit): Set<string> {
  const shapes = encoderShapes(encoder, 0, depths[depths.length - 1]);
  return new Set([...shapes, encoder.poolerShapes('pooler')].flatMap(Object.keys));
}

function entryOf({ config, method, dataset, model }: PreparedRun): EarlyExitEntry {
  return {
    format: FORMAT,
    file: EXITS_FILE,
    depths: model.depths,
    pooling: model.pooling,
    pooler: model.pooler,
    method: method.name,
    task: dataset.task.name,
    labels: dataset.task.labels,
    max_length: config.maxLength,
    run: runId(config),
  };
}

function requireNew(folder: string): void {
  if (!existsSync(folder)) return;
  const [first] = explained(folder, 'a new folder for the model', () => readdirSync(folder));
  if (first === undefined) return;
  throw new LabError(
    `expected a new or an empty folder for the model, got ${folder} with ${first} in it; choose another folder`,
  );
}

function requireOneEncoder({ model, method }: PreparedRun): void {
  if (model.encoders === 'shared') return;
  throw new LabError(
    `expected a method with one encoder for all exits, got ${method.name}, which has ${model.depths.length}; ` +
      'export it as one run for each exit, such as with early-exit and a single exit',
  );
}
