import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSafetensors } from '../../../src/encoders/safetensors';
import { LabError } from '../../../src/errors';
import type { TrainingState } from '../../../src/training/learner';
import { readState, writeState } from '../../../src/training/state';
import { type CurveRow, type Pending, readCurve, writeCurve } from './curve';
import { languageModelShapes } from './model';
import type { Recipe, Stage } from './recipe';

/** The state that an unfinished pretraining continues from. Its batches follow from the step. */
export interface Checkpoint {
  /** The number of steps taken. */
  readonly step: number;
  readonly blocks: number;
  readonly tokens: number;
  readonly seconds: number;
  readonly pending: Pending;
  readonly state: TrainingState;
  readonly curve: readonly CurveRow[];
}

const checkpointFile = (folder: string): string => join(folder, 'checkpoint.safetensors');

/** The parts of a run that must not change: everything except the lengths of its stages. */
function identity(recipe: Recipe, data: string): string {
  const { stages, rowEvery, evaluateEvery, ...rest } = recipe;
  return JSON.stringify({ ...rest, data });
}

/** Writes the curve, then the checkpoint. After a kill in between, the curve has more rows than needed. */
export function writeCheckpoint(folder: string, recipe: Recipe, data: string, checkpoint: Checkpoint): void {
  const { step, blocks, tokens, seconds, pending, state, curve } = checkpoint;
  writeCurve(folder, curve);
  const numbers = JSON.stringify({ step, blocks, tokens, seconds, pending });
  const metadata = { numbers, stages: JSON.stringify(recipe.stages), recipe: identity(recipe, data) };
  writeState(checkpointFile(folder), languageModelShapes(recipe.config, blocks), state, metadata);
}

/**
 * The checkpoint in `folder`, or null if there is none. Throws LabError if it belongs to another recipe or other
 * text. The lengths of the current and of later stages may differ.
 */
export function readCheckpoint(folder: string, recipe: Recipe, data: string): Checkpoint | null {
  const file = checkpointFile(folder);
  if (!existsSync(file)) return null;
  const stored = openSafetensors(file);
  const { step, blocks, tokens, seconds, pending } = JSON.parse(stored.metadata.numbers);
  if (stored.metadata.recipe !== identity(recipe, data)) {
    throw new LabError(
      `${file}: expected a checkpoint of this recipe and text, got one of another; give another --folder`,
    );
  }
  checkStages(file, JSON.parse(stored.metadata.stages), recipe.stages, step, blocks);
  const state = readState(stored, languageModelShapes(recipe.config, blocks));
  return { step, blocks, tokens, seconds, pending, state, curve: readCurve(folder, step) };
}

/** Finished stages must be equal. The current stage must have the same number of blocks, and steps that remain. */
function checkStages(
  file: string,
  before: readonly Stage[],
  now: readonly Stage[],
  step: number,
  blocks: number,
): void {
  let end = 0;
  for (const [i, stage] of before.entries()) {
    end += stage.steps;
    if (end >= step) {
      const left = end - stage.steps + (now[i]?.steps ?? 0) - step;
      if (now[i]?.blocks === blocks && left >= 0) return;
      break;
    }
    if (JSON.stringify(now[i]) !== JSON.stringify(stage)) break;
  }
  throw new LabError(
    `${file}: expected stages that continue from step ${step} with ${blocks} blocks after ${JSON.stringify(before)}, ` +
      `got ${JSON.stringify(now)}`,
  );
}
