import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSafetensors } from '../encoders/safetensors';
import { writeSafetensors } from '../encoders/safetensors-write';
import { type MultiExit, parameterShapes } from '../exits';
import type { TrainingState } from '../training/learner';
import type { StepRecord } from '../types';
import { readSteps, writeSteps } from './record';

/** Everything that an unfinished run goes on from. */
export interface Checkpoint {
  readonly step: number;
  readonly state: TrainingState;
  readonly steps: readonly StepRecord[];
  /** Spent until here. */
  readonly seconds: number;
}

const checkpointFile = (folder: string): string => join(folder, 'checkpoint.safetensors');
const PARTS = ['parameters', 'm', 'v'] as const;

/** Writes a checkpoint. The steps go first: a kill in between leaves more of them than the old checkpoint needs. */
export function writeCheckpoint(
  folder: string,
  model: MultiExit,
  { step, state, steps, seconds }: Checkpoint,
): void {
  writeSteps(folder, steps);
  const shapes = Object.entries(parameterShapes(model));
  const tensors = Object.fromEntries(
    PARTS.flatMap((part) =>
      shapes.map(([name, shape]) => [`${part}/${name}`, { shape, data: state[part][name] }]),
    ),
  );
  const metadata = { step: String(step), seconds: String(seconds) };
  writeSafetensors(checkpointFile(folder), tensors, { metadata });
}

/** The checkpoint in `folder`, or null where the run has none yet. */
export function readCheckpoint(folder: string, model: MultiExit): Checkpoint | null {
  if (!existsSync(checkpointFile(folder))) return null;
  const stored = openSafetensors(checkpointFile(folder));
  const step = Number(stored.metadata.step);
  const names = Object.keys(parameterShapes(model));
  const read = (part: keyof TrainingState) =>
    Object.fromEntries(names.map((name) => [name, stored.floats(`${part}/${name}`).data]));
  const state = { parameters: read('parameters'), m: read('m'), v: read('v') };
  return { step, state, steps: readSteps(folder, step), seconds: Number(stored.metadata.seconds) };
}
