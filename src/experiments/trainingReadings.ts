/** What the exits of a trained model say of examples that it was trained on: records hold the evaluation alone. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCompact, writeCompact } from '../runs/compact';
import type { RunOptions } from '../runs/config';
import { pause, type Stoppable, stoppedBy } from '../runs/interrupt';
import { progressBar } from '../runs/progress';
import { readReadings, writeReadings } from '../runs/record';
import { run } from '../runs/run';
import type { RunSurroundings } from '../runs/surroundings';
import { type OpenModel, openModel, withLastWeights } from '../runs/trained';
import { sampleRows } from '../text/dataset';
import type { ExitRecord, RunRecord } from '../types';

const readingsFile = (folder: string): string => join(folder, 'training.safetensors');

/** Whether a finished run has been read over training examples too. */
export const isReadOverTraining = (folder: string): boolean => existsSync(readingsFile(folder));

/**
 * What every exit says, without dropout, of as many of the run's training examples as it is evaluated on (COSEE Fig. 7). Read once
 * and kept with the record. The weights at the end of the run must be kept for that: a run that is in the store without
 * them is trained again.
 */
export async function trainingReadings(
  options: RunOptions,
  surroundings: RunSurroundings = {},
): Promise<ExitRecord> {
  return (await readTwice(options, surroundings)).training;
}

function readTwice(options: RunOptions, surroundings: RunSurroundings): Promise<ReadTwice> {
  const { kept, last } = withLastWeights(options);
  return stoppedBy(surroundings, async (stopped) => {
    const found = await run(kept, stopped);
    const before = readTraining(found);
    if (before) return { run: found, training: before };
    const training = await readTrainingOf(found, await openModel(kept, last, stopped), stopped);
    writeReadings(readingsFile(found.folder), training);
    return { run: found, training };
  });
}

async function readTrainingOf(
  { id, config }: RunRecord,
  opened: OpenModel,
  { signal, onProgress = progressBar() }: Stoppable,
): Promise<ExitRecord> {
  const { trainSize, evalSize, subset, seed } = config;
  const { train } = opened.dataset;
  const rows = sampleRows(train.length, Math.min(trainSize, evalSize), subset, seed);
  const words = `${id}: interrupted while it was read over training examples; asked for again, that begins anew`;
  try {
    return await opened.evaluate(
      Array.from(rows, (row) => train[row]),
      (done) => {
        onProgress({ label: `${id}, over training examples`, step: done, steps: rows.length });
        return pause(signal, words);
      },
    );
  } finally {
    opened.close();
  }
}

/** The run, read over training examples. */
export async function runReadOverTraining(
  options: RunOptions,
  surroundings: RunSurroundings = {},
): Promise<RunRecord> {
  return (await readTwice(options, surroundings)).run;
}

/** What was read of training examples beside a run's record; null where nothing was. */
export function readTraining({ folder, evaluation }: RunRecord): ExitRecord | null {
  const file = readingsFile(folder);
  return existsSync(file) ? readReadings(file, evaluation) : null;
}

/** A finished run with what its exits say of training examples. */
export interface ReadTwice {
  readonly run: RunRecord;
  readonly training: ExitRecord;
}

const shippedFolder = (records: string): string => join(records, 'training');

/** Those of the runs found that were read over training examples, or were when the folder `records` was packed. */
export function runsReadTwice(found: readonly RunRecord[], records: string): ReadTwice[] {
  const folder = shippedFolder(records);
  const shipped = existsSync(folder) ? readCompact(folder) : [];
  return found.flatMap((run) => {
    const training = readTraining(run) ?? shipped.find(({ id }) => id === run.id)?.evaluation;
    return training ? [{ run, training }] : [];
  });
}

/** Writes them to be shipped: runs whose evaluation is of training examples. */
export const writeReadTwice = (read: readonly ReadTwice[], records: string): void =>
  writeCompact(
    shippedFolder(records),
    read.map(({ run, training }) => ({ ...run, evaluation: training })),
  );

/** The readings of some runs, to be shipped, with those that ship already. */
export function packReadings(found: readonly RunRecord[], records: string): void {
  const read = runsReadTwice(found, records);
  if (read.length > 0) writeReadTwice(read, records);
}
