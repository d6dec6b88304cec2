import { blankBatch, makeBatch, type Padding, planBatches } from '../text/batches';
import { derivedSeed } from '../text/random';
import type { Batch, EncodedExample, Method, Step, StepRecord } from '../types';
import { type StageSpan, stagesOf } from './stages';

/** Lengths that round up to the same many tokens count as equal. */
const LENGTH_MULTIPLE = 16;

/** Tokens of the examples of each sample. */
const SAMPLE_LENGTHS = [
  [1, 4, 2],
  [2, 1, 3, 3, 5],
  [5, 2, 8, 2, 9, 7, 2, 6],
];

/**
 * Small batches to record a step on: none of their sizes B, T, B·T and N, or of their halves', is a line over
 * another, nor the sum of two others, but for what the two halves have together.
 */
export const sampleBatches = (): Batch[] => SAMPLE_LENGTHS.map(blankBatch);

/** Every batch of a training run, known before it starts. */
export interface TrainingPlan {
  readonly steps: number;
  readonly stages: readonly StagePlan[];
}

/** The batches of one stage, and the schedule that goes with them. Steps are counted from 1 over the whole run. */
export interface StagePlan extends StageSpan {
  /** Blank batches that a step can be recorded on: they differ in every size that batches differ in. */
  readonly samples: readonly Batch[];
  /** Batches of the run that a recorded step is compared on: with the most examples and with the fewest. */
  readonly checks: readonly Batch[];
  /** The batch of step t, counted from 1, after the steps before it. */
  batch(t: number, before: readonly StepRecord[]): Batch;
  /**
   * Linear decay to zero within the stage, without warm-up (SWEET, appendix A): η·(1 - (s - 1)/S) at step s of the
   * stage's S.
   */
  learningRate(t: number): number;
  /** The seed of the dropout of step t. */
  dropoutSeed(t: number): number;
}

export interface PlanSettings {
  readonly batch: number;
  readonly epochs: number;
  readonly seed: number;
  readonly shuffle: boolean;
  readonly learningRate: number;
  readonly padId: number;
  /** Positions that the encoder has. */
  readonly positions: number;
  /** E */
  readonly exits: number;
  readonly method: Method;
}

/** Padding that captured and eager steps, training and evaluation share. */
export const paddingOf = (padId: number, positions: number): Padding => ({
  padId,
  multiple: LENGTH_MULTIPLE,
  limit: positions,
});

/** The batch with what a schedule, if there is one, says of its step. */
export const withSchedule = (
  batch: Batch,
  schedule: Method['schedule'],
  step: Step,
  before: readonly StepRecord[],
): Batch => (schedule ? { ...batch, schedule: Float32Array.from(schedule(step, before)) } : batch);

/**
 * The rows of a batch with the most examples and of one with the fewest. Examples are what a loss can tell batches by;
 * of several the one with the fewest tokens, as a step op by op takes more memory than one of the graph.
 */
function checkedRows(all: readonly Int32Array[], lengths: readonly number[]): Int32Array[] {
  const ordered = all
    .map((rows) => ({ rows, tokens: rows.reduce((sum, row) => sum + lengths[row], 0) }))
    .sort((a, b) => a.rows.length - b.rows.length || a.tokens - b.tokens);
  const most = ordered[ordered.length - 1].rows.length;
  const large = ordered.find(({ rows }) => rows.length === most);
  return [...new Set([large, ordered[0]])].flatMap((batch) => batch?.rows ?? []);
}

/** The order depends on the seed alone, so every method sees the same batches. */
export function planTraining(examples: readonly EncodedExample[], settings: PlanSettings): TrainingPlan {
  const { batch, epochs, seed, shuffle, method } = settings;
  const padding = paddingOf(settings.padId, settings.positions);
  const lengths = examples.map(({ ids }) => ids.length);
  const rows = planBatches({ lengths, batch, epochs, seed, shuffle, multiple: padding.multiple });
  const batchOf = (own: Int32Array) => makeBatch(examples, own, padding);
  const stages = stagesOf(method, rows.length).map((span) =>
    planStage(span, settings, {
      stepsPerEpoch: rows.length / epochs,
      batch: (t) => batchOf(rows[t - 1]),
      checks: checkedRows(rows.slice(span.first - 1, span.last), lengths).map(batchOf),
    }),
  );
  return { steps: rows.length, stages };
}

/** What a stage's batches are made from. */
interface Batches {
  readonly stepsPerEpoch: number;
  readonly checks: readonly Batch[];
  batch(t: number): Batch;
}

function planStage(
  span: StageSpan,
  { learningRate, exits, seed }: PlanSettings,
  { stepsPerEpoch, batch, checks }: Batches,
): StagePlan {
  const { first, last, stage, method } = span;
  const steps = last - first + 1;
  const rate = stage.learningRate ?? learningRate;
  const scheduled = (batch: Batch, t: number, before: readonly StepRecord[]): Batch =>
    withSchedule(batch, method.schedule, { t: t - first + 1, steps, stepsPerEpoch, exits, seed }, before);
  return {
    ...span,
    samples: sampleBatches().map((batch) => scheduled(batch, first, [])),
    checks: checks.map((batch) => scheduled(batch, first, [])),
    batch: (t, before) => scheduled(batch(t), t, before.slice(first - 1)),
    learningRate: (t) => rate * (1 - (t - first) / steps),
    dropoutSeed: (t) => derivedSeed(seed, 'dropout', t),
  };
}
