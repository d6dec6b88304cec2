/** A finished run on disk: run.json, steps.jsonl, evaluation.safetensors, and requested snapshots of weights. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openSafetensors } from '../encoders/safetensors';
import { writeSafetensors } from '../encoders/safetensors-write';
import { LabError } from '../errors';
import { isObject, makeFolder, writeAtomically } from '../files';
import { parseJson, readJsonObject } from '../json';
import { checkOutputs } from '../outputs';
import { shownValue } from '../shown';
import { targetOf } from '../targets';
import type { ExitRecord, RunRecord, StepRecord } from '../types';
import { readLines } from '../utf8';
import { outputTensors, readExtras } from './outputTensors';

/** The version of the format. It increases when the meaning of a record changes. */
const FORMAT = 1;

export const stepsFile = (folder: string): string => join(folder, 'steps.jsonl');
export const snapshotFile = (folder: string, step: number): string =>
  join(folder, `weights-${step}.safetensors`);

export function writeSteps(folder: string, steps: readonly StepRecord[]): void {
  writeAtomically(stepsFile(folder), [steps.map((step) => `${JSON.stringify(step)}\n`).join('')]);
}

/** The first `count` steps, or all steps. Throws LabError, naming file and line, if a step is damaged or missing. */
export function readSteps(folder: string, count?: number): StepRecord[] {
  const file = stepsFile(folder);
  const lines = readLines(file, "the run's steps").filter(Boolean).slice(0, count);
  const steps = lines.map((line, i) => stepOf(parseJson(line, `${file}:${i + 1}`, 'a step'), i, file));
  if (count === undefined || steps.length === count) return steps;
  throw new LabError(
    `${file}: expected the ${count} steps before its checkpoint, got ${steps.length}; ` +
      `the file is truncated; remove ${folder} to train the run from its start`,
  );
}

/** The step of a line. Steps count from 1 without gaps. */
function stepOf(value: unknown, i: number, file: string): StepRecord {
  if (isObject(value) && value.step === i + 1) return value as unknown as StepRecord;
  throw new LabError(`${file}:${i + 1}: expected step ${i + 1}, got ${shownValue(value)}`);
}

/** Writes a record into `folder`, each file atomically. */
export function writeRecord(folder: string, record: Omit<RunRecord, 'folder'>): void {
  makeFolder(folder);
  const { steps, evaluation, ...told } = record;
  const { depths, encoders } = evaluation;
  writeSteps(folder, steps);
  writeReadings(join(folder, 'evaluation.safetensors'), evaluation);
  const summary = { format: FORMAT, ...told, exits: { depths, encoders } };
  writeAtomically(summaryFile(folder), [`${JSON.stringify(summary, null, 2)}\n`]);
}

/** Writes the outputs of every exit for some examples, with their labels. */
export function writeReadings(file: string, record: ExitRecord): void {
  const { labels } = record;
  writeSafetensors(file, {
    ...outputTensors(record),
    labels: { shape: [labels.length], data: labels },
  });
}

export const summaryFile = (folder: string): string => join(folder, 'run.json');

/** Whether there is a finished run. A record appears at once, so its summary proves that it is complete. */
export const hasRecord = (folder: string): boolean => existsSync(summaryFile(folder));

/** The requested snapshots that are not in `folder`. */
export const missingSnapshots = (folder: string, snapshots: readonly number[]): number[] =>
  snapshots.filter((step) => !existsSync(snapshotFile(folder, step)));

/** The content of `run.json`. */
export interface RunSummary extends Omit<RunRecord, 'folder' | 'steps' | 'evaluation'> {
  readonly exits: Pick<ExitRecord, 'depths' | 'encoders'>;
}

/** Reads only the summary of a record. Throws LabError if it is damaged or of another version. */
export function readSummary(folder: string): RunSummary {
  const file = summaryFile(folder);
  const { format, ...summary } = readJsonObject(file, 'the summary of a run');
  if (format !== FORMAT) {
    throw new LabError(
      `${file}: expected a record of format ${FORMAT}, got ${format}; it was written by another version of ` +
        'the lab; move it away to train the run again, or read it with that version',
    );
  }
  if (summary.id !== basename(folder))
    throw new LabError(`${file}: expected the record of ${basename(folder)}, got ${summary.id}`);
  return summary as unknown as RunSummary;
}

/** Reads a record. Throws LabError if it is damaged or of another version. */
export function readRecord(folder: string): RunRecord {
  const { exits, ...told } = readSummary(folder);
  const evaluation = readReadings(join(folder, 'evaluation.safetensors'), exits);
  return { ...told, folder, steps: readSteps(folder), evaluation };
}

/**
 * Reads a file of `writeReadings` for a model with these exits. Throws LabError if sizes do not match or if outputs are
 * NaN or infinite.
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
