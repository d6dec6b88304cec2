import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { encoderShapes } from '../../encoders/encoderShapes';
import { type EncoderFolder, openEncoderFolder } from '../../encoders/folder';
import { writeSafetensors } from '../../encoders/safetensors-write';
import { type MultiExit, parameterShapes } from '../../exits';
import { makeFolder, readFileOrExplain, writeAtomically } from '../../files';
import { readJsonObject } from '../../json';
import type { Dataset, HostParameters } from '../../types';
import { runId } from '../config';
import type { PreparedRun } from '../prepare';
import { exportedConfig } from './config';
import { type EarlyExitEntry, EXITS_FILE, FORMAT } from './entry';

/** The files of a tokenizer that libraries read. Those that the encoder has are copied. */
const tokenizerFiles = [
  ...['tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json', 'added_tokens.json'],
  ...['vocab.txt', 'vocab.json', 'merges.txt', 'spiece.model', 'spm.model', 'sentencepiece.bpe.model'],
];

/** What is written of a run beside its parameters. */
export interface WrittenRun extends Pick<PreparedRun, 'config' | 'method' | 'model' | 'encoder'> {
  readonly dataset: Pick<Dataset, 'task'>;
}

/** Copies the files of the encoder's tokenizer into a folder, which is made. */
export function writeTokenizer(folder: string, encoder: Pick<EncoderFolder, 'folder'>): void {
  makeFolder(folder);
  for (const name of tokenizerFiles.filter((each) => existsSync(join(encoder.folder, each))))
    writeAtomically(join(folder, name), [readFileOrExplain(join(encoder.folder, name), name)]);
}

/** Writes the files of a trained model, which `exportModel` describes, and reads them again. */
export function writeModel(folder: string, prepared: WrittenRun, parameters: HostParameters): void {
  const { model, encoder } = prepared;
  writeTokenizer(folder, encoder);
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

function entryOf({ config, method, dataset, model }: WrittenRun): EarlyExitEntry {
  return {
    format: FORMAT,
    file: EXITS_FILE,
    depths: model.depths,
    pooling: model.pooling,
    pooler: model.pooler,
    method: method.name,
    ...(method.constants && { constants: method.constants }),
    task: dataset.task.name,
    labels: dataset.task.labels,
    max_length: config.maxLength,
    run: runId(config),
  };
}
