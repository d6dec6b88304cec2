/** Many finished runs in two small files: what was run and how it scored, and, in half precision, what every exit said. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openSafetensors, type TensorFile } from '../encoders/safetensors';
import { writeSafetensors } from '../encoders/safetensors-write';
import { LabError } from '../errors';
import { makeFolder, writeAtomically } from '../files';
import { readJsonObject } from '../json';
import { mapValues } from '../named';
import { checkOutputs } from '../outputs';
import { targetOf } from '../targets';
import type { ExitRecord, RunRecord } from '../types';
import { readExtras } from './extras';

/** Raised whenever what the files hold changes its meaning. */
const FORMAT = 1;

/** A run as `runs.json` keeps it: its steps are left behind, its labels are shared with runs on the same examples. */
interface CompactRun extends Omit<RunRecord, 'folder' | 'steps' | 'evaluation'> {
  readonly exits: Pick<ExitRecord, 'depths' | 'encoders'>;
  readonly labels: string;
}

/** The least number that half precision rounds to infinity. */
const HALF_LIMIT = 65520;

const runsFile = (folder: string): string => join(folder, 'runs.json');
const evaluationsFile = (folder: string): string => join(folder, 'evaluations.safetensors');

/** Labels that are numbers stay exact. */
const precisionOf = (name: string) => (name.startsWith('labels/') ? 'F32' : 'F16');

/** Writes the runs in order of their ids: logits and extras as float16, never a sentence. */
export function writeCompact(folder: string, records: readonly RunRecord[]): void {
  for (const { id, evaluation } of records) checkHalf(id, evaluation);
  makeFolder(folder);
  const ordered = [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
  const tensors = Object.assign({}, ...ordered.map(tensorsOf));
  writeSafetensors(evaluationsFile(folder), tensors, { floats: precisionOf });
  const runs = ordered.map((record) => `  ${JSON.stringify(compactRun(record))}`).join(',\n');
  writeAtomically(runsFile(folder), [`{\n "format": ${FORMAT},\n "runs": [\n${runs}\n ]\n}\n`]);
}

/** Refuses logits and extras that half precision has no number for: they would be read as infinite. */
function checkHalf(id: string, { logits, extras = {} }: ExitRecord): void {
  const all = { logits, ...mapValues(extras, ({ data }) => data) };
  for (const [name, values] of Object.entries(all)) {
    const large = values.find((value) => !(Math.abs(value) < HALF_LIMIT));
    if (large !== undefined)
      throw new LabError(
        `expected ${name} below ${HALF_LIMIT} to pack, got ${large} in ${id}; leave that run out`,
      );
  }
}

function compactRun({ folder: _, steps: __, evaluation, ...kept }: RunRecord): CompactRun {
  const { depths, encoders } = evaluation;
  return { ...kept, exits: { depths, encoders }, labels: labelsName(evaluation) };
}

/** Classes and numbers are kept apart, also where they are the same ones or none. */
function labelsName({ labels }: ExitRecord): string {
  const kind = labels instanceof Float32Array ? 'numbers' : '';
  return `labels/${createHash('sha256').update(kind).update(labels.join()).digest('hex').slice(0, 12)}`;
}

function tensorsOf({ id, evaluation }: RunRecord) {
  const { depths, labels, classes, logits, extras = {} } = evaluation;
  const shape = [depths.length, labels.length, classes];
  return {
    [`${id}/logits`]: { shape, data: logits },
    [labelsName(evaluation)]: { shape: [labels.length], data: labels },
    ...Object.fromEntries(
      Object.entries(extras).map(([name, extra]) => [
        `${id}/${name}`,
        { shape: [...shape.slice(0, 2), ...extra.shape], data: extra.data },
      ]),
    ),
  };
}

/** The runs that `writeCompact` has written, without their steps. Throws LabError where they are damaged or of another version. */
export function readCompact(folder: string): RunRecord[] {
  const file = runsFile(folder);
  const { format, runs } = readJsonObject(file, 'the runs that ship');
  if (format !== FORMAT || !Array.isArray(runs))
    throw new LabError(
      `${file}: expected runs of format ${FORMAT}, got ${format}; take the file of this version of the lab`,
    );
  const known = runs as CompactRun[];
  const again = known.find(({ id }, i) => known.findIndex((run) => run.id === id) !== i);
  if (again)
    throw new LabError(`${file}: expected each run once, got ${again.id} twice; pack the records anew`);
  const stored = openSafetensors(evaluationsFile(folder));
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
