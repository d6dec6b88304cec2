/** The training loop, for any method: batch -> losses and gradients -> clip -> AdamW -> record. */
import { type AdamW, stepSize } from '../ops/adamw';
import { tensorflow } from '../ops/tensorflow';
import type { Batch, StepRecord } from '../types';
import { CapturedLearner } from './captured';
import { checkFinite } from './divergence';
import { EagerLearner } from './eager';
import type { Learner, StepOutcome, TrainingState } from './learner';
import { withMemory } from './memory';
import type { Feeds, Objective } from './objective';
import type { StagePlan } from './plan';

/** The starting point of training: the state after `steps`. */
export interface StartingPoint {
  readonly steps: readonly StepRecord[];
  readonly state: TrainingState;
}

/** Gets the records of all steps so far. `state` copies parameters and moments to the host, which takes time. */
export type StepListener = (
  steps: readonly StepRecord[],
  state: () => Promise<TrainingState>,
) => Promise<void>;

/** The callbacks of training. */
export interface StepListeners {
  /** Called before and after the step is recorded, which takes time. It may throw to stop training. */
  readonly beforeSteps?: () => Promise<void>;
  /** Called after every step. It may throw to stop training. */
  readonly afterStep: StepListener;
  /** Called after each stage except the last. `train` returns the state after the last stage. */
  readonly afterStage?: StepListener;
  /**
   * Called if a step failed and left the state unchanged, before its error is thrown. The steps and the state are those
   * before the failed step. It is not called for the first step of a stage, because a run resumed from that state would
   * initialise the stage a second time.
   */
  readonly onFailure?: StepListener;
}

/**
 * A learner that captures steps as one graph on TensorFlow and runs them op by op on other backends. `samples` differ
 * in every size in which batches can differ. Throws LabError if the graph gives another result on one of `checks`.
 */
export function createLearner<B, F extends Feeds>(
  objective: Objective<B, F>,
  adam: AdamW,
  state: TrainingState,
  samples: readonly B[],
  checks: readonly B[] = [],
): Learner<B> {
  const backend = tensorflow();
  if (!backend) return new EagerLearner(objective, adam, state);
  const learner = new CapturedLearner(backend, objective, adam, state, samples);
  try {
    learner.check(checks, state);
  } catch (error) {
    learner.close();
    throw error;
  }
  return learner;
}

/**
 * One stage of training: its batches, its objective, and the state in which it starts, from the parameters and the
 * memory of the stage before.
 */
export interface TrainedStage<F extends Feeds> {
  readonly plan: StagePlan;
  readonly objective: Objective<Batch, F>;
  begin(before: Pick<TrainingState, 'parameters' | 'memory'>): Promise<TrainingState>;
}

/**
 * Trains from `start` to the end of the last stage and returns the last state. Throws Divergence, or the error of a
 * step.
 */
export async function train<F extends Feeds>(
  stages: readonly TrainedStage<F>[],
  adam: AdamW,
  start: StartingPoint,
  listeners: StepListeners,
): Promise<TrainingState> {
  const steps = [...start.steps];
  let { state } = start;
  for (const stage of stages) {
    const { first, last } = stage.plan;
    if (steps.length >= last) continue;
    const from = steps.length < first ? await stage.begin(state) : state;
    const end = await trainStage(stage, adam, { steps, state: from }, listeners);
    if (stage !== stages[stages.length - 1]) await listeners.afterStage?.(steps, async () => end);
    state = end;
  }
  return state;
}

/** Runs the remaining steps of one stage and appends them to `steps`. */
async function trainStage<F extends Feeds>(
  { plan, objective }: TrainedStage<F>,
  adam: AdamW,
  { steps, state: from }: { readonly steps: StepRecord[]; readonly state: TrainingState },
  { beforeSteps, afterStep, onFailure }: StepListeners,
): Promise<TrainingState> {
  await beforeSteps?.();
  const { memory } = from;
  const remembered = (batch: Batch) => withMemory(batch, memory);
  const [samples, checks] = [plan.samples, plan.checks].map((batches) => batches.map(remembered));
  const learner = createLearner(objective, adam, from, samples, checks);
  const state = async () => ({ ...(await learner.state()), ...(memory && { memory }) });
  const takeStep = async (step: () => Promise<StepOutcome>): Promise<StepOutcome> => {
    try {
      return await step();
    } catch (error) {
      if (learner.isAtomic && steps.length >= plan.first) await onFailure?.(steps, state);
      throw error;
    }
  };
  try {
    await beforeSteps?.();
    for (let t = steps.length + 1; t <= plan.last; t++) {
      const learningRate = plan.learningRate(t);
      const size = stepSize(adam, learningRate, t - plan.first + 1);
      const batch = remembered(plan.batch(t, steps));
      const outcome = await takeStep(() => learner.step(batch, size, plan.dropoutSeed(t)));
      steps.push(recordOf(t, learningRate, outcome));
      await afterStep(steps, state);
      await new Promise(setImmediate);
    }
    return await state();
  } finally {
    learner.close();
  }
}

function recordOf(step: number, learningRate: number, outcome: StepOutcome): StepRecord {
  checkFinite(step, outcome);
  const { losses, norms, notes } = outcome;
  const gradientNorm = norms.length === 1 ? norms[0] : norms;
  return { step, loss: losses, learningRate, gradientNorm, ...(notes && { notes }) };
}
