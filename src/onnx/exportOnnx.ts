/** A trained model as files of ONNX, one for each segment, with programs that run them. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { prepareBackend } from '../backend';
import { checkParametersFit } from '../backend/fits';
import { LabError } from '../errors';
import { parameterShapes, segmentParameters, segmentsOf } from '../exits';
import { readFileOrExplain, writeAtomically } from '../files';
import { readJsonObject } from '../json';
import { type TensorflowBackend, tensorflow } from '../ops/tensorflow';
import { projectRoot } from '../paths';
import { intoNewFolder, requireNew } from '../runs/exported/newFolder';
import { writeModel, writeTokenizer } from '../runs/exported/writeModel';
import { type KeptModel, type KeptParts, openKeptModel } from '../runs/keptModel';
import { defaultStore } from '../runs/run';
import type { RunSurroundings } from '../runs/surroundings';
import { openTokenizer } from '../text/tokenizers/open';
import { deviceParameters } from '../training/evaluate';
import { manifest, segmentFile } from './manifest';
import { encodeModel, type Producer, requireSize } from './messages';
import { onnxSegments } from './onnxSegments';

export const MANIFEST = 'segments.json';

/** The programs that run the files, and what they need. */
const runners = ['run.mjs', 'run.py', 'package.json', 'requirements.txt'];

/** Where the run is, and what its record does not hold. */
export interface OnnxOptions extends KeptParts, Pick<RunSurroundings, 'store' | 'say'> {}

/**
 * Writes the trained model of a finished run into a new folder: a file of ONNX for each segment, segments.json, which
 * says how they are chained, programs for ONNX Runtime in Node and in Python, and, for a model of one encoder, what
 * `exportModel` writes. `run` is the folder of a record, or its id in the store. Throws LabError if the record has no
 * weights, if the folder has files, or without TensorFlow, from which the operations of a model are recorded.
 */
export async function exportOnnx(
  run: string,
  folder: string,
  { store = defaultStore(), say, ...parts }: OnnxOptions = {},
): Promise<void> {
  const target = resolve(folder);
  requireNew(target);
  const kept = openKeptModel(run, store, parts);
  requireSizes(kept);
  await prepareBackend(say, kept.model.encoder.width);
  checkParametersFit(parameterShapes(kept.model));
  const backend = requireTensorflow();
  intoNewFolder(target, (work) => writeOnnx(work, kept, backend));
}

function requireTensorflow(): TensorflowBackend {
  const backend = tensorflow();
  if (backend) return backend;
  throw new LabError(
    `expected the backend tensorflow, from which the operations of a model are recorded, got ${tf.getBackend()}; ` +
      'npm run setup installs it, and EARLY_EXIT_BACKEND must not name another',
  );
}

const BYTES = 4;

function requireSizes({ model, parameters }: KeptModel): void {
  for (const segment of segmentsOf(model)) {
    const numbers = segmentParameters(model, segment).reduce((sum, name) => sum + parameters[name].length, 0);
    requireSize(BYTES * numbers, segmentFile(segment.exit));
  }
}

function writeOnnx(folder: string, kept: KeptModel, backend: TensorflowBackend): void {
  const { model, encoder, parameters: host } = kept;
  if (model.encoders === 'shared') writeModel(folder, kept, host);
  else writeTokenizer(folder, encoder);
  const { definition, template } = openTokenizer(encoder.folder);
  writeIfMissing(join(folder, 'tokenizer.json'), definition);
  const producer = producerOf();
  const device = deviceParameters(model, host);
  try {
    const segments = onnxSegments(backend, model, { host, device });
    for (const { segment, graph } of segments) {
      const name = segmentFile(segment.exit);
      writeAtomically(join(folder, name), [encodeModel(graph, name, producer)]);
    }
    const { padId } = encoder.tokenizer();
    writeJson(join(folder, MANIFEST), manifest(kept, segments, { padId, template }, producer));
  } finally {
    tf.dispose(Object.values(device));
  }
  for (const name of runners) writeAtomically(join(folder, name), [runnerFile(name)]);
}

const runnerFile = (name: string): Uint8Array =>
  readFileOrExplain(join(projectRoot(), 'environment', 'onnx', name), 'a program of the lab');

function producerOf(): Producer {
  const { name, version } = readJsonObject(join(projectRoot(), 'package.json'), 'the package of the lab');
  return { name: `${name}`, version: `${version}` };
}

const writeJson = (file: string, content: object): void =>
  writeAtomically(file, [`${JSON.stringify(content, null, 2)}\n`]);

/** A tokenizer of classic files has no tokenizer.json. The one that the lab builds is written. */
function writeIfMissing(file: string, content: object): void {
  if (!existsSync(file)) writeJson(file, content);
}
