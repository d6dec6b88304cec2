import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ConflictRow, gradientConflict } from '../analysis/conflict';
import { exitGradients } from '../analysis/exitGradients';
import { LabError } from '../errors';
import { writeAtomically } from '../files';
import { readJsonObject } from '../json';
import { earlyExit } from '../methods';
import { type RunOptions, stepsOf } from '../runs/config';
import { pause, type Stoppable, stoppedBy } from '../runs/interrupt';
import { prepareRun } from '../runs/prepare';
import { run } from '../runs/run';
import type { RunSurroundings } from '../runs/surroundings';
import { openModel } from '../runs/trained';
import type { RunRecord } from '../types';

/** How far two exits agree about a block on one batch, after some step of a run. */
export interface ConflictStep extends ConflictRow {
  readonly method: string;
  readonly task: string;
  readonly seed: number;
  readonly step: number;
  /** The seed that picks the batch. */
  readonly batch: number;
}

/** After which steps a run is looked into, and on which batches. */
export interface ConflictPlan {
  readonly steps: readonly number[];
  readonly batches: readonly number[];
}

/** The start and the ends of so many equal parts of a run, on four batches. */
export function conflictPlan(sizes: Parameters<typeof stepsOf>[0], parts = 8): ConflictPlan {
  const total = stepsOf(sizes);
  const steps = Array.from({ length: parts + 1 }, (_, i) => Math.round((i * total) / parts));
  return { steps: [...new Set(steps)], batches: [1, 2, 3, 4] };
}

/**
 * SWEET Fig. 3 and 9 along training. Gradients are let through every exit, however the run was trained: of a model of
 * SWEET, whose blocks hear one exit alone, it tells what the others would say. Measured once and kept with the record;
 * the run is trained where that has not been done. Throws LabError for steps that the run does not have.
 */
export async function conflictAlongTraining(
  options: RunOptions,
  plan: ConflictPlan,
  surroundings: RunSurroundings = {},
): Promise<ConflictStep[]> {
  return (await lookedInto(options, plan, surroundings)).rows;
}

function lookedInto(
  options: RunOptions,
  plan: ConflictPlan,
  surroundings: RunSurroundings,
): Promise<{ readonly record: RunRecord; readonly rows: ConflictStep[] }> {
  const looked = { ...options, snapshots: plan.steps.filter((step) => step > 0) };
  return stoppedBy(surroundings, async (stopped) => {
    const record = await run(looked, stopped);
    const kept = readConflict(record.folder, plan);
    if (kept) return { record, rows: kept };
    const rows: ConflictStep[] = [];
    for (const step of plan.steps) rows.push(...(await conflictAt(looked, step, plan.batches, stopped)));
    writeAtomically(conflictFile(record.folder), [`${JSON.stringify({ plan, rows })}\n`]);
    return { record, rows };
  });
}

/** The run with its gradients measured by the plan that its length gives. */
export async function runLookedInto(
  options: RunOptions,
  surroundings: RunSurroundings = {},
): Promise<RunRecord> {
  const { record } = await lookedInto(options, conflictPlan(prepareRun(options).config), surroundings);
  return record;
}

async function conflictAt(
  options: RunOptions,
  step: number,
  batches: readonly number[],
  surroundings: Stoppable,
): Promise<ConflictStep[]> {
  const opened = await openModel(options, step, surroundings);
  const { method, task, seed, batch: size } = opened.config;
  const rows: ConflictStep[] = [];
  const words =
    `interrupted while gradients were measured after step ${step}; ` +
    'asked for again, it begins with the first';
  const { model, parameters } = opened;
  try {
    for (const batch of batches) {
      await pause(surroundings.signal, words);
      const blocks = await exitGradients(model, earlyExit, parameters, opened.trainingBatch(size, batch));
      rows.push(...gradientConflict(blocks).map((row) => ({ method, task, seed, step, batch, ...row })));
    }
  } finally {
    opened.close();
  }
  return rows;
}

const conflictFile = (folder: string): string => join(folder, 'conflict.json');

/** What was measured along the run in `folder`, by this plan or by any; null where it was not. */
export function readConflict(folder: string, plan?: ConflictPlan): ConflictStep[] | null {
  const file = conflictFile(folder);
  if (!existsSync(file)) return null;
  const kept = readJsonObject(file, 'the conflict of gradients along a run');
  if (!Array.isArray(kept.rows)) throw new LabError(`${file}: expected rows of cosines; remove it`);
  const same = plan === undefined || JSON.stringify(kept.plan) === JSON.stringify(plan);
  return same ? (kept.rows as ConflictStep[]) : null;
}
