import { type BlockGradients, gradientConflict, meanOwn, ownAgreement } from '../analysis/conflict';
import { exitGradients } from '../analysis/exitGradients';
import { earlyExit } from '../methods';
import { type RunOptions, stepsOf } from '../runs/config';
import { pause, type Stoppable, stoppedBy } from '../runs/interrupt';
import { prepareRun } from '../runs/prepare';
import { run } from '../runs/run';
import type { RunSurroundings } from '../runs/surroundings';
import { openModel } from '../runs/trained';
import type { RunRecord } from '../types';
import { type ConflictPlan, type ConflictStep, readConflict, writeConflict } from './conflictFile';

/** The step of SWEET Fig. 3 and 9. */
export const PAPER_STEP = 400;

/**
 * Measures at the start of a run, at the ends of `parts` equal parts and, in a longer run, at the step of the paper, on
 * four batches.
 */
export function conflictPlan(sizes: Parameters<typeof stepsOf>[0], parts = 8): ConflictPlan {
  const total = stepsOf(sizes);
  const ends = Array.from({ length: parts + 1 }, (_, i) => Math.round((i * total) / parts));
  const steps = new Set(total > PAPER_STEP ? [...ends, PAPER_STEP] : ends);
  return { steps: [...steps].sort((a, b) => a - b), batches: [1, 2, 3, 4] };
}

/**
 * SWEET Fig. 3 and 9 along training, on new batches: examples that the run has not trained on. Gradients pass through
 * every exit here, also in a run of SWEET, whose blocks receive the gradient of one exit only; the measurement then
 * shows what the other exits would contribute. The result is kept with the record. A run that was not measured is trained for that. Throws LabError for steps that the run
 * does not have.
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
    for (const step of plan.steps)
      rows.push(...(await conflictAt({ ...looked, run: record.id }, step, plan.batches, stopped)));
    writeConflict(record.folder, plan, rows);
    return { record, rows };
  });
}

/** Trains the run and measures its gradients by the plan for its length. */
export async function runLookedInto(
  options: RunOptions,
  surroundings: RunSurroundings = {},
): Promise<RunRecord> {
  const { record } = await lookedInto(options, conflictPlan(prepareRun(options).config), surroundings);
  return record;
}

async function conflictAt(
  { run, ...options }: RunOptions & { readonly run: string },
  step: number,
  batches: readonly number[],
  surroundings: Stoppable,
): Promise<ConflictStep[]> {
  const opened = await openModel(options, step, surroundings);
  const { method, task, seed, batch: size } = opened.config;
  const of = { run, method, task, seed, step };
  const measured: BlockGradients[][] = [];
  const words =
    `interrupted while gradients were measured after step ${step}; ` +
    'asked for again, it begins with the first';
  const { model, parameters } = opened;
  try {
    for (const batch of batches) {
      await pause(surroundings.signal, words);
      measured.push(await exitGradients(model, earlyExit, parameters, opened.newBatch(size, batch)));
    }
  } finally {
    opened.close();
  }
  return measured.flatMap((blocks, i) => {
    const own = ownAgreement(blocks, measured[(i + 1) % measured.length]);
    return gradientConflict(blocks).map((row) => ({
      ...of,
      batch: batches[i],
      ...row,
      itself: meanOwn(row, own),
    }));
  });
}
