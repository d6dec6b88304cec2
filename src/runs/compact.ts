/**
 * Many finished runs in two small files: configurations and metrics, and the outputs of every exit in half precision.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { safetensorsInMemory } from '../encoders/safetensors';
import { safetensorsParts } from '../encoders/safetensors-write';
import type { TensorFile } from '../encoders/tensorFile';
import { LabError } from '../errors';
import { makeFolder, writeAtomically } from '../files';
import { readJsonObject } from '../json';
import { mapValues } from '../named';
import { checkOutputs } from '../outputs';
import { targetOf } from '../targets';
import type { ExitRecord, RunRecord } from '../types';
import { outputTensors, readExtras } from './outputTensors';
import { readShuffled, writeShuffled } from './shuffledFile';

/** The version of the format. It increases when the meaning of the files changes. */
const FORMAT = 2;

/** A run in `runs.json`: without its steps, and with labels that runs on the same examples share. */
interface CompactRun extends Omit<RunRecord, 'folder' | 'steps' | 'evaluation'> {
  readonly exits: Pick<ExitRecord, 'depths' | 'encoders'>;
  readonly labels: string;
}

/** The smallest number that half precision rounds to infinity. */
const HALF_LIMIT = 65520;

const runsFile = (folder: string): string => join(folder, 'runs.json');
const evaluationsFile = (folder: string): string => join(folder, 'evaluations.shuffled.gz');

/** The precision of a tensor. Labels of regression tasks stay exact. */
const precisionOf = (name: string) => (name.startsWith('labels/') ? 'F32' : 'F16');

/**
 * Writes the runs in the order of their ids: logits and extras as float16, without texts. Throws LabError for logits
 * that are too large.
 */
export function writeCompact(folder: string, records: readonly RunRecord[]): void {
  for (const { id, evaluation } of records) checkHalf(id, evaluation);
  makeFolder(folder);
  const ordered = [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
  const tensors = Object.assign({}, ...ordered.map(tensorsOf));
  writeShuffled(evaluationsFile(folder), safetensorsParts(tensors, { floats: precisionOf }));
  const runs = ordered.map((record) => `  ${JSON.stringify(compactRun(record))}`).join(',\n');
  writeAtomically(runsFile(folder), [`{\n "format": ${FORMAT},\n "runs": [\n${runs}\n ]\n}\n`]);
}

/** Throws LabError for logits and extras that half precision would make infinite. */
function checkHalf(id: string, { logits, extras = {} }: ExitRecord): void {
  const all = { logits, ...mapValues(extras, ({ data }) => data) };
  for (const [name, values] of Object.entries(all)) {
    const large = values.find((value) => !(Math.abs(value) < HALF_LIMIT));
    if (large !== undefined)
      throw new LabError(
        `expected ${name} below ${HALF_LIMIT} to pack, got ${large} in ${id}; leave this run out`,
      );
  }
}

function compactRun({ folder: _, steps: __, evaluation, ...kept }: RunRecord): CompactRun {
  const { depths, encoders } = evaluation;
  return { ...kept, exits: { depths, encoders }, labels: labelsName(evaluation) };
}

/**
 * The name of the labels' tensor. Classes and regression labels have different names even if their values are equal.
 */
function labelsName({ labels }: ExitRecord): string {
  const kind = labels instanceof Float32Array ? 'numbers' : '';
  return `labels/${createHash('sha256').update(kind).update(labels.join()).digest('hex').slice(0, 12)}`;
}

function tensorsOf({ id, evaluation }: RunRecord) {
  const { labels } = evaluation;
  const outputs = Object.entries(outputTensors(evaluation));
  return {
    ...Object.fromEntries(outputs.map(([name, tensor]) => [`${id}/${name}`, tensor])),
    [labelsName(evaluation)]: { shape: [labels.length], data: labels },
  };
}

/**
 * Reads runs that `writeCompact` wrote, without their steps. Throws LabError if they are damaged or of another version.
 */
export function readCompact(folder: string): RunRecord[] {
  const file = runsFile(folder);
  const { format, runs } = readJsonObject(file, 'the runs that ship');
  if (format !== FORMAT || !Array.isArray(runs))
    throw new LabError(
      `${file}: expected runs of format ${FORMAT}, got ${format}; use the file of this version of the lab`,
    );
  const known = runs as CompactRun[];
  const again = known.find(({ id }, i) => known.findIndex((run) => run.id === id) !== i);
  if (again)
    throw new LabError(`${file}: expected each run once, got ${again.id} twice; pack the records again`);
  const evaluations = evaluationsFile(folder);
  const bytes = readShuffled(evaluations, 'the outputs of the runs that ship');
  const stored = safetensorsInMemory(evaluations, bytes);
  return known.map(({ exits, labels, ...kept }) => ({
    ...kept,
    folder,
    steps: [],
    evaluation: evaluationOf(stored, kept.id, exits, labels),
  }));
}

function evaluationOf(
  stored: TensorFile,
  id: string,
  exits: CompactRun['exits'],
  labels: string,
): ExitRecord {
  const { shape, data } = stored.floats(`${id}/logits`);
  const own = (tensor: string) => (tensor.startsWith(`${id}/`) ? tensor.slice(id.length + 1) : null);
  const kept = stored[targetOf(shape[2]).kept](labels).data;
  const evaluation = { ...exits, logits: data, labels: kept, classes: shape[2], ...readExtras(stored, own) };
  checkOutputs(evaluation, (n) => `example ${n} (counted from 0) of ${id} in ${stored.file}`);
  return evaluation;
}
