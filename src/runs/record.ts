/** A finished run on disk: run.json, steps.jsonl, evaluation.safetensors, and snapshots of weights where asked for. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openSafetensors } from '../encoders/safetensors';
import { writeSafetensors } from '../encoders/safetensors-write';
import { LabError } from '../errors';
import { isObject, makeFolder, writeAtomically } from '../files';
import { parseJson, readJsonObject } from '../json';
import { mapValues } from '../named';
import { checkOutputs } from '../outputs';
import { shownValue } from '../shown';
import { targetOf } from '../targets';
import type { ExitRecord, RunRecord, StepRecord } from '../types';
import { readLines } from '../utf8';
import { readExtras } from './extras';

/** Raised whenever what a record holds changes its meaning. */
const FORMAT = 1;

export const stepsFile = (folder: string): string => join(folder, 'steps.jsonl');
export const snapshotFile = (folder: string, step: number): string =>
  join(folder, `weights-${step}.safetensors`);

export function writeSteps(folder: string, steps: readonly StepRecord[]): void {
  writeAtomically(stepsFile(folder), [steps.map((step) => `${JSON.stringify(step)}\n`).join('')]);
}

/** The first `count` steps, or all. Throws LabError naming file and line where one is damaged or missing. */
export function readSteps(folder: string, count?: number): StepRecord[] {
  const file = stepsFile(folder);
  const lines = readLines(file, "the run's steps").filter(Boolean).slice(0, count);
  const steps = lines.map((line, i) => stepOf(parseJson(line, `${file}:${i + 1}`, 'a step'), i, file));
  if (count === undefined || steps.length === count) return steps;
  throw new LabError(
    `${file}: expected the ${count} steps before its checkpoint, got ${steps.length}; ` +
      `the file is cut short: remove ${folder} to train the run from its start`,
  );
}

/** Steps are there one after the other, from 1. */
function stepOf(value: unknown, i: number, file: string): StepRecord {
  if (isObject(value) && value.step === i + 1) return value as unknown as StepRecord;
  throw new LabError(`${file}:${i + 1}: expected step ${i + 1}, got ${shownValue(value)}`);
}

/** Writes everything of a record into `folder`, each file whole or not at all. */
export function writeRecord(folder: string, record: Omit<RunRecord, 'folder'>): void {
  makeFolder(folder);
  const { steps, evaluation, ...told } = record;
  const { depths, encoders } = evaluation;
  writeSteps(folder, steps);
  writeReadings(join(folder, 'evaluation.safetensors'), evaluation);
  const summary = { format: FORMAT, ...told, exits: { depths, encoders } };
  writeAtomically(summaryFile(folder), [`${JSON.stringify(summary, null, 2)}\n`]);
}

/** Writes what every exit says of some examples, with their labels. */
export function writeReadings(
  file: string,
  { depths, classes, labels, logits, extras = {} }: ExitRecord,
): void {
  const shape = [depths.length, labels.length, classes];
  writeSafetensors(file, {
    logits: { shape, data: logits },
    labels: { shape: [labels.length], data: labels },
    ...mapValues(extras, (extra) => ({ shape: [...shape.slice(0, 2), ...extra.shape], data: extra.data })),
  });
}

export const summaryFile = (folder: string): string => join(folder, 'run.json');

/** Is there a finished run? Records appear whole, so the summary stands for all of it. */
export const hasRecord = (folder: string): boolean => existsSync(summaryFile(folder));

/** Steps whose weights are asked for and not in `folder`. */
export const missingSnapshots = (folder: string, snapshots: readonly number[]): number[] =>
  snapshots.filter((step) => !existsSync(snapshotFile(folder, step)));

/** What `run.json` says of a run. */
export interface RunSummary extends Omit<RunRecord, 'folder' | 'steps' | 'evaluation'> {
  readonly exits: Pick<ExitRecord, 'depths' | 'encoders'>;
}

/** Reads the summary of a record alone. Throws LabError where it is damaged or of another version. */
export function readSummary(folder: string): RunSummary {
  const file = summaryFile(folder);
  const { format, ...summary } = readJsonObject(file, 'the summary of a run');
  if (format !== FORMAT) {
    throw new LabError(
      `${file}: expected a record of format ${FORMAT}, got ${format}; it was written by another version of ` +
        'the lab: move it away to train the run again, or read it with that version',
    );
  }
  if (summary.id !== basename(folder))
    throw new LabError(`${file}: expected the record of ${basename(folder)}, got ${summary.id}`);
  return summary as unknown as RunSummary;
}

/** Reads a record. Throws LabError where it is damaged or of another version. */
export function readRecord(folder: string): RunRecord {
  const { exits, ...told } = readSummary(folder);
  const evaluation = readReadings(join(folder, 'evaluation.safetensors'), exits);
  return { ...told, folder, steps: readSteps(folder), evaluation };
}

/**
 * Reads what `writeReadings` has written, of a model with these exits. Throws LabError where the sizes do not fit, and
 * for outputs that are no numbers.
 */
export function readReadings(file: string, exits: Pick<ExitRecord, 'depths' | 'encoders'>): ExitRecord {
  const stored = openSafetensors(file);
  const { shape, data } = stored.floats('logits');
  const labels = stored[targetOf(shape[2]).kept]('labels').data;
  if (shape.length !== 3 || shape[0] !== exits.depths.length || shape[1] !== labels.length) {
    throw new LabError(
      `${file}: expected logits [${exits.depths.length}, ${labels.length}, classes], got [${shape.join(', ')}]`,
    );
  }
  const extras = readExtras(stored, (name) => name);
  const readings = { ...exits, logits: data, labels, classes: shape[2], ...extras };
  checkOutputs(readings, (n) => `example ${n} (counted from 0) of ${file}`);
  return readings;
}
