/** Many finished runs in two small files: what was run and how it scored, and, in half precision, what every exit said. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openSafetensors, type TensorFile } from '../encoders/safetensors';
import { writeSafetensors } from '../encoders/safetensors-write';
import { LabError } from '../errors';
import { makeFolder, readJsonObject, writeAtomically } from '../files';
import { targetOf } from '../targets';
import type { ExitRecord, RunRecord } from '../types';

/** Raised whenever what the files hold changes its meaning. */
const FORMAT = 1;

/** A run as `runs.json` keeps it: its steps are left behind, its labels are shared with runs on the same examples. */
interface CompactRun extends Omit<RunRecord, 'folder' | 'steps' | 'evaluation'> {
  readonly exits: Pick<ExitRecord, 'depths' | 'encoders'>;
  readonly labels: string;
}

const runsFile = (folder: string): string => join(folder, 'runs.json');
const evaluationsFile = (folder: string): string => join(folder, 'evaluations.safetensors');

/** Labels that are numbers stay exact. */
const precisionOf = (name: string) => (name.startsWith('labels/') ? 'F32' : 'F16');

/** Writes the runs in order of their ids: logits and gates as float16, never a sentence. */
export function writeCompact(folder: string, records: readonly RunRecord[]): void {
  makeFolder(folder);
  const ordered = [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
  const tensors = Object.assign({}, ...ordered.map(tensorsOf));
  writeSafetensors(evaluationsFile(folder), tensors, { floats: precisionOf });
  const runs = ordered.map((record) => `  ${JSON.stringify(compactRun(record))}`).join(',\n');
  writeAtomically(runsFile(folder), [`{\n "format": ${FORMAT},\n "runs": [\n${runs}\n ]\n}\n`]);
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
  const { depths, labels, classes, logits, gates } = evaluation;
  const shape = [depths.length, labels.length, classes];
  return {
    [`${id}/logits`]: { shape, data: logits },
    [labelsName(evaluation)]: { shape: [labels.length], data: labels },
    ...(gates && { [`${id}/gates`]: { shape: shape.slice(0, 2), data: gates } }),
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
  const stored = openSafetensors(evaluationsFile(folder));
  return (runs as CompactRun[]).map(({ exits, labels, ...kept }) => ({
    ...kept,
    folder,
    steps: [],
    evaluation: { ...exits, ...evaluationOf(stored, kept.id, labels) },
  }));
}

function evaluationOf(stored: TensorFile, id: string, labels: string) {
  const { shape, data } = stored.floats(`${id}/logits`);
  const gates = stored.has(`${id}/gates`) ? { gates: stored.floats(`${id}/gates`).data } : {};
  return { logits: data, labels: stored[targetOf(shape[2]).kept](labels).data, classes: shape[2], ...gates };
}
