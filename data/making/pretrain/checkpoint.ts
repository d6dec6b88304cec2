import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSafetensors } from '../../../src/encoders/safetensors';
import { LabError } from '../../../src/errors';
import type { TrainingState } from '../../../src/training/learner';
import { readState, writeState } from '../../../src/training/state';
import { type CurveRow, type Pending, readCurve, writeCurve } from './curve';
import { languageModelShapes } from './model';
import type { Recipe, Stage } from './recipe';

/** Everything that an unfinished pretraining goes on from; its batches follow from the step. */
export interface Checkpoint {
  /** Steps taken in all. */
  readonly step: number;
  readonly blocks: number;
  readonly tokens: number;
  readonly seconds: number;
  readonly pending: Pending;
  readonly state: TrainingState;
  readonly curve: readonly CurveRow[];
}

const checkpointFile = (folder: string): string => join(folder, 'checkpoint.safetensors');

/** What must not change between the parts of a run: all but how long its stages are. */
function identity(recipe: Recipe, data: string): string {
  const { stages, rowEvery, evaluateEvery, ...rest } = recipe;
  return JSON.stringify({ ...rest, data });
}

/** Writes a checkpoint, the curve first: a kill in between leaves more rows than the old checkpoint needs. */
export function writeCheckpoint(folder: string, recipe: Recipe, data: string, checkpoint: Checkpoint): void {
  const { step, blocks, tokens, seconds, pending, state, curve } = checkpoint;
  writeCurve(folder, curve);
  const numbers = JSON.stringify({ step, blocks, tokens, seconds, pending });
  const metadata = { numbers, stages: JSON.stringify(recipe.stages), recipe: identity(recipe, data) };
  writeState(checkpointFile(folder), languageModelShapes(recipe.config, blocks), state, metadata);
}

/**
 * The checkpoint in `folder`, or null where there is none. Throws LabError where it belongs to another recipe or other
 * text; only the length of the stage in hand and of those to come may have changed.
 */
export function readCheckpoint(folder: string, recipe: Recipe, data: string): Checkpoint | null {
  const file = checkpointFile(folder);
  if (!existsSync(file)) return null;
  const stored = openSafetensors(file);
  const { step, blocks, tokens, seconds, pending } = JSON.parse(stored.metadata.numbers);
  if (stored.metadata.recipe !== identity(recipe, data)) {
    throw new LabError(
      `${file}: expected a checkpoint of this recipe and text, got another's; give another --folder`,
    );
  }
  checkStages(file, JSON.parse(stored.metadata.stages), recipe.stages, step, blocks);
  const state = readState(stored, languageModelShapes(recipe.config, blocks));
  return { step, blocks, tokens, seconds, pending, state, curve: readCurve(folder, step) };
}

/** Stages that are done must be the same; the one in hand must still have as many blocks and steps to come. */
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
    `${file}: expected stages that go on from step ${step} with ${blocks} blocks after ${JSON.stringify(before)}, ` +
      `got ${JSON.stringify(now)}`,
  );
}
