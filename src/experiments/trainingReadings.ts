/** The outputs of all exits of a trained model on training examples. Records hold only the evaluation examples. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bringToHand } from '../runs/atHand';
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

/** Whether the outputs of a finished run on training examples are stored. */
export const isReadOverTraining = (folder: string): boolean => existsSync(readingsFile(folder));

/**
 * The outputs of every exit, without dropout, on as many of the run's training examples as it has evaluation examples
 * (COSEE Fig. 7). They are computed once and kept with the record. This needs the weights at the end of the run; a
 * run in the store without them is trained again.
 */
export async function trainingReadings(
  options: RunOptions,
  surroundings: RunSurroundings = {},
): Promise<ExitRecord> {
  return (await readTwice(options, surroundings)).training;
}

async function readTwice(options: RunOptions, surroundings: RunSurroundings): Promise<ReadTwice> {
  await bringToHand(options, surroundings);
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
  const words =
    `${id}: interrupted during the evaluation on training examples; the next call starts that ` +
    'evaluation again';
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

/** Trains the run and evaluates it on training examples. */
export async function runReadOverTraining(
  options: RunOptions,
  surroundings: RunSurroundings = {},
): Promise<RunRecord> {
  return (await readTwice(options, surroundings)).run;
}

/** The outputs on training examples that are stored with a run; null if there are none. */
export function readTraining({ folder, evaluation }: RunRecord): ExitRecord | null {
  const file = readingsFile(folder);
  return existsSync(file) ? readReadings(file, evaluation) : null;
}

/** A finished run and its outputs on training examples. */
export interface ReadTwice {
  readonly run: RunRecord;
  readonly training: ExitRecord;
}

const shippedFolder = (records: string): string => join(records, 'training');

/** The runs found whose outputs on training examples are stored, or were when the folder `records` was packed. */
export function runsReadTwice(found: readonly RunRecord[], records: string): ReadTwice[] {
  const folder = shippedFolder(records);
  const shipped = existsSync(folder) ? readCompact(folder) : [];
  return found.flatMap((run) => {
    const training = readTraining(run) ?? shipped.find(({ id }) => id === run.id)?.evaluation;
    return training ? [{ run, training }] : [];
  });
}

/** Writes them into the records that ship, as runs whose evaluation is on training examples. */
export const writeReadTwice = (read: readonly ReadTwice[], records: string): void =>
  writeCompact(
    shippedFolder(records),
    read.map(({ run, training }) => ({ ...run, evaluation: training })),
  );

/** Writes the outputs of some runs into the records that ship, with those that are already there. */
export function packReadings(found: readonly RunRecord[], records: string): void {
  const read = runsReadTwice(found, records);
  if (read.length > 0) writeReadTwice(read, records);
}
