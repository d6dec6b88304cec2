import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSafetensors } from '../encoders/safetensors';
import { LabError } from '../errors';
import { type MultiExit, parameterShapes } from '../exits';
import type { TrainingState } from '../training/learner';
import { readState, writeState } from '../training/state';
import type { StepRecord } from '../types';
import { readSteps, writeSteps } from './record';

/** The state from which an unfinished run continues. What schedules look back on is in the notes of the steps. */
export interface Checkpoint {
  readonly state: TrainingState;
  readonly steps: readonly StepRecord[];
  /** The training time so far. */
  readonly seconds: number;
}

const checkpointFile = (folder: string): string => join(folder, 'checkpoint.safetensors');

/**
 * Writes a checkpoint. The steps are written first. If the process is killed in between, the file has more steps than
 * the old checkpoint needs.
 */
export function writeCheckpoint(
  folder: string,
  model: MultiExit,
  { state, steps, seconds }: Checkpoint,
): void {
  writeSteps(folder, steps);
  const metadata = { step: String(steps.length), seconds: String(seconds) };
  writeState(checkpointFile(folder), parameterShapes(model), state, metadata);
}

/** The checkpoint in `folder`, or null if there is none. Throws LabError if its steps are missing. */
export function readCheckpoint(folder: string, model: MultiExit): Checkpoint | null {
  if (!existsSync(checkpointFile(folder))) return null;
  const stored = openSafetensors(checkpointFile(folder));
  const [step, seconds] = [Number(stored.metadata.step), Number(stored.metadata.seconds)];
  if (!Number.isInteger(step) || step < 1 || !(seconds >= 0))
    throw new LabError(
      `${stored.file}: expected a checkpoint with its step and seconds, ` +
        `got ${JSON.stringify(stored.metadata)}; remove ${folder} to train the run from its start`,
    );
  return { state: readState(stored, parameterShapes(model)), steps: readSteps(folder, step), seconds };
}
