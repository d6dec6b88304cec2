/** The training loop. It names no method: batch -> losses and gradients -> clip -> AdamW -> record. */
import { type AdamW, stepSize } from '../ops/adamw';
import { tensorflow } from '../ops/tensorflow';
import type { Batch, StepRecord } from '../types';
import { CapturedLearner } from './captured';
import { checkFinite } from './divergence';
import { EagerLearner } from './eager';
import type { Learner, StepOutcome, TrainingState } from './learner';
import type { Feeds, Objective } from './objective';
import type { StagePlan } from './plan';

/** Where training starts: the state after `steps`. */
export interface StartingPoint {
  readonly steps: readonly StepRecord[];
  readonly state: TrainingState;
}

/** Told of the steps so far; `state` copies parameters and moments to the host, which costs time. */
export type StepListener = (
  steps: readonly StepRecord[],
  state: () => Promise<TrainingState>,
) => Promise<void>;

/** Who is told of training. */
export interface StepListeners {
  /** Called before the step is recorded, which takes a while, and after; it may throw to stop. */
  readonly beforeSteps?: () => Promise<void>;
  /** Called after every step; it may throw to stop. */
  readonly afterStep: StepListener;
  /** Called after each stage but the last, whose end is the state that `train` gives. */
  readonly afterStage?: StepListener;
  /**
   * Called where a step could not be taken and has left the state as it was, before its error is thrown: the steps and
   * the state are those before it. Not for the first step of a stage: its state is one that the stage would begin from
   * a second time.
   */
  readonly onFailure?: StepListener;
}

/**
 * Steps captured as one graph where the backend is TensorFlow, op by op elsewhere. `samples` differ in every size
 * that may differ between batches. Throws LabError where the graph gives something else on one of `checks`.
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

/** One stage of training: its batches, what it minimises, and where it begins from what the stage before has left. */
export interface TrainedStage<F extends Feeds> {
  readonly plan: StagePlan;
  readonly objective: Objective<Batch, F>;
  begin(parameters: TrainingState['parameters']): TrainingState;
}

/**
 * Trains from `start` to the end of the last stage and gives the last state. Throws Divergence, or the error of a
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
    const from = steps.length < first ? stage.begin(state.parameters) : state;
    const end = await trainStage(stage, adam, { steps, state: from }, listeners);
    if (stage !== stages[stages.length - 1]) await listeners.afterStage?.(steps, async () => end);
    state = end;
  }
  return state;
}

/** Takes the steps of one stage that are left, and adds them to `steps`. */
async function trainStage<F extends Feeds>(
  { plan, objective }: TrainedStage<F>,
  adam: AdamW,
  { steps, state: from }: { readonly steps: StepRecord[]; readonly state: TrainingState },
  { beforeSteps, afterStep, onFailure }: StepListeners,
): Promise<TrainingState> {
  await beforeSteps?.();
  const learner = createLearner(objective, adam, from, plan.samples, plan.checks);
  const state = () => learner.state();
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
      const outcome = await takeStep(() => learner.step(plan.batch(t, steps), size, plan.dropoutSeed(t)));
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
