import { blankBatch, makeBatch, type Padding, planBatches } from '../text/batches';
import { derivedSeed } from '../text/random';
import type { Batch, EncodedExample, Method, Step, StepRecord } from '../types';
import { rateOf, type StageSpan, stagesOf } from './stages';

/** Lengths are rounded up to a multiple of this number of tokens. */
const LENGTH_MULTIPLE = 16;

/** The numbers of tokens of the examples of each sample. */
const SAMPLE_LENGTHS = [
  [1, 4, 2],
  [2, 1, 3, 3, 5],
  [5, 2, 8, 2, 9, 7, 2, 6],
];

/**
 * Small batches on which a step is recorded. Each has the sizes B, T, B·T and N, for the batch and for its halves. No
 * size is an affine function of another size or the sum of two other sizes, except for the sums of the two halves.
 */
export const sampleBatches = (): Batch[] => SAMPLE_LENGTHS.map(blankBatch);

/** All batches of a training run. They are fixed before training. */
export interface TrainingPlan {
  readonly steps: number;
  readonly stages: readonly StagePlan[];
}

/** The batches and the learning rates of one stage. Steps count from 1 over the whole run. */
export interface StagePlan extends StageSpan {
  /** N, the number of training examples. */
  readonly examples: number;
  /** The seed of the run. */
  readonly seed: number;
  /** Blank batches on which a step is recorded. They differ in every size in which batches can differ. */
  readonly samples: readonly Batch[];
  /** Batches of the run on which a recorded step is checked: one with the most and one with the fewest examples. */
  readonly checks: readonly Batch[];
  /** The batch of step t, counted from 1. `before` holds the records of the earlier steps. */
  batch(t: number, before: readonly StepRecord[]): Batch;
  /**
   * The learning rate decays linearly to zero within the stage, without warm-up (SWEET, appendix A): η·(1 - (s -
   * 1)/S) at step s of the S steps of the stage.
   */
  learningRate(t: number): number;
  /** The dropout seed of step t. */
  dropoutSeed(t: number): number;
}

export interface PlanSettings {
  readonly batch: number;
  readonly epochs: number;
  readonly seed: number;
  readonly shuffle: boolean;
  readonly learningRate: number;
  readonly padId: number;
  /** The number of positions of the encoder. */
  readonly positions: number;
  /** The number of exits E. */
  readonly exits: number;
  readonly method: Method;
}

/** The padding of all batches: of captured steps, eager steps, training and evaluation. */
export const paddingOf = (padId: number, positions: number): Padding => ({
  padId,
  multiple: LENGTH_MULTIPLE,
  limit: positions,
});

/** The batch with the schedule's values for its step, if there is a schedule. */
export const withSchedule = (
  batch: Batch,
  schedule: Method['schedule'],
  step: Step,
  before: readonly StepRecord[],
): Batch => (schedule ? { ...batch, schedule: Float32Array.from(schedule(step, before)) } : batch);

/**
 * The rows of a batch with the most examples and of one with the fewest. A loss can depend on the number of examples.
 * Among batches of equal size the one with the fewest tokens is chosen, because an eager step needs more memory.
 */
function checkedRows(all: readonly Int32Array[], lengths: readonly number[]): Int32Array[] {
  const ordered = all
    .map((rows) => ({ rows, tokens: rows.reduce((sum, row) => sum + lengths[row], 0) }))
    .sort((a, b) => a.rows.length - b.rows.length || a.tokens - b.tokens);
  const most = ordered[ordered.length - 1].rows.length;
  const large = ordered.find(({ rows }) => rows.length === most);
  return [...new Set([large, ordered[0]])].flatMap((batch) => batch?.rows ?? []);
}

/** Plans all batches of a run. The order is a function of the seed, so every method trains on the same batches. */
export function planTraining(examples: readonly EncodedExample[], settings: PlanSettings): TrainingPlan {
  const { batch, epochs, seed, shuffle, method } = settings;
  const padding = paddingOf(settings.padId, settings.positions);
  const lengths = examples.map(({ ids }) => ids.length);
  const rows = planBatches({ lengths, batch, epochs, seed, shuffle, multiple: padding.multiple });
  const batchOf = (own: Int32Array) => makeBatch(examples, own, padding);
  const stages = stagesOf(method, rows.length).map((span) =>
    planStage(span, settings, {
      examples: examples.length,
      stepsPerEpoch: rows.length / epochs,
      batch: (t) => batchOf(rows[t - 1]),
      checks: checkedRows(rows.slice(span.first - 1, span.last), lengths).map(batchOf),
    }),
  );
  return { steps: rows.length, stages };
}

/** The source of a stage's batches. */
interface Batches {
  readonly examples: number;
  readonly stepsPerEpoch: number;
  readonly checks: readonly Batch[];
  batch(t: number): Batch;
}

function planStage(
  span: StageSpan,
  { learningRate, exits, seed }: PlanSettings,
  { examples, stepsPerEpoch, batch, checks }: Batches,
): StagePlan {
  const { first, last, stage, method } = span;
  const steps = last - first + 1;
  const rate = rateOf(stage, learningRate);
  const scheduled = (batch: Batch, t: number, before: readonly StepRecord[]): Batch =>
    withSchedule(batch, method.schedule, { t: t - first + 1, steps, stepsPerEpoch, exits, seed }, before);
  return {
    ...span,
    examples,
    seed,
    samples: sampleBatches().map((batch) => scheduled(batch, first, [])),
    checks: checks.map((batch) => scheduled(batch, first, [])),
    batch: (t, before) => scheduled(batch(t), t, before.slice(first - 1)),
    learningRate: (t) => rate * (1 - (t - first) / steps),
    dropoutSeed: (t) => derivedSeed(seed, 'dropout', t),
  };
}
