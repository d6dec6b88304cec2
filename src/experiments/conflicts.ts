import {
  type BlockGradients,
  gradientConflict,
  meanGradients,
  meanOwn,
  ownAgreement,
} from '../analysis/conflict';
import { exitGradients } from '../analysis/exitGradients';
import { largestOf, leastOf } from '../extremes';
import { earlyExit } from '../methods';
import { bringToHand } from '../runs/atHand';
import { type RunOptions, stepsOf } from '../runs/config';
import { pause, type Stoppable, stoppedBy } from '../runs/interrupt';
import { prepareRun } from '../runs/prepare';
import { progressBar } from '../runs/progress';
import { run } from '../runs/run';
import type { RunSurroundings } from '../runs/surroundings';
import { openModel } from '../runs/trained';
import type { RunRecord } from '../types';
import { type ConflictPlan, type ConflictStep, readConflict, writeConflict } from './conflictFile';

/** The examples that the run of SWEET Fig. 3 and 9 has seen: 400 steps of 16. */
const PAPER_EXAMPLES = 400 * 16;

/** The step after which a run has seen as many examples as that of SWEET Fig. 3 and 9. */
export const paperStep = ({ batch }: { readonly batch: number }): number =>
  Math.round(PAPER_EXAMPLES / batch);

/** The rows after the step of the paper; of a shorter run, after its last one. */
export function atPaperStep(rows: readonly ConflictStep[]): ConflictStep[] {
  const steps = rows.map(({ step }) => step);
  const wanted = paperStep({ batch: leastOf(rows.map(({ size }) => size)) });
  const shown = steps.includes(wanted) ? wanted : largestOf(steps);
  return rows.filter(({ step }) => step === shown);
}

/**
 * Measures at the start of a run, at the ends of `parts` equal parts and, in a longer run, at the step of the paper, on
 * four batches, and on four that are six times as large.
 */
export function conflictPlan(sizes: Parameters<typeof stepsOf>[0], parts = 8): ConflictPlan {
  const total = stepsOf(sizes);
  const ends = Array.from({ length: parts + 1 }, (_, i) => Math.round((i * total) / parts));
  const steps = new Set(total > paperStep(sizes) ? [...ends, paperStep(sizes)] : ends);
  return { steps: [...steps].sort((a, b) => a - b), batches: 4, times: 6 };
}

/**
 * SWEET Fig. 3 and 9 along training, on new batches: examples that the run has not trained on. Gradients pass through
 * every exit here, also in a run of SWEET, whose blocks receive the gradient of one exit only; the measurement then
 * shows what the other exits would contribute. The result is kept with the record. A run that was not measured is
 * trained for that. Throws LabError for steps that the run does not have.
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
    const { onProgress = progressBar() } = stopped;
    const each = plan.batches * plan.times;
    for (const [i, step] of plan.steps.entries()) {
      const onMeasured = (share: number) =>
        onProgress({
          label: `${record.id}, gradients`,
          step: Math.round((i + share) * each),
          steps: plan.steps.length * each,
        });
      rows.push(...(await conflictAt({ ...looked, run: record.id }, step, plan, { ...stopped, onMeasured })));
    }
    writeConflict(record.folder, plan, rows);
    return { record, rows };
  });
}

/** Trains the run and measures its gradients by the plan for its length. */
export async function runLookedInto(
  options: RunOptions,
  surroundings: RunSurroundings = {},
): Promise<RunRecord> {
  await bringToHand(options, surroundings);
  const { record } = await lookedInto(options, conflictPlan(prepareRun(options).config), surroundings);
  return record;
}

/**
 * A batch of `times` times the examples is the mean of that many batches, of which the first is the small one. Where a
 * task has too few new examples, it is the mean of as many as there are.
 */
async function conflictAt(
  { run, ...options }: RunOptions & { readonly run: string },
  step: number,
  plan: ConflictPlan,
  { onMeasured, ...surroundings }: Stoppable & { readonly onMeasured: (share: number) => void },
): Promise<ConflictStep[]> {
  const opened = await openModel(options, step, surroundings);
  const { method, task, seed, batch: size } = opened.config;
  const { batches } = plan;
  const times = Math.max(1, Math.min(plan.times, Math.floor(opened.newExamples / (size * batches))));
  const parts: BlockGradients[][] = [];
  const words =
    `interrupted while gradients were measured after step ${step}; ` +
    'asked for again, it begins with the first';
  const { model, parameters } = opened;
  try {
    for (const batch of opened.newBatches(size, batches * times)) {
      await pause(surroundings.signal, words);
      parts.push(await exitGradients(model, earlyExit, parameters, batch));
      onMeasured(parts.length / (batches * times));
    }
  } finally {
    opened.close();
  }
  const groups = Array.from({ length: batches }, (_, i) => parts.slice(i * times, (i + 1) * times));
  const of = { run, method, task, seed, step };
  const rows = (size: number, measured: readonly BlockGradients[][]) =>
    conflictOf(measured).map((row) => ({ ...of, size, ...row }));
  const small = rows(
    size,
    groups.map(([first]) => first),
  );
  return times === 1 ? small : [...small, ...rows(size * times, groups.map(meanGradients))];
}

/** The agreement of exits on every batch, and the yardstick: that of an exit with itself on the next batch. */
const conflictOf = (measured: readonly BlockGradients[][]) =>
  measured.flatMap((blocks, i) => {
    const own = ownAgreement(blocks, measured[(i + 1) % measured.length]);
    return gradientConflict(blocks).map((row) => ({ batch: i + 1, ...row, itself: meanOwn(row, own) }));
  });
