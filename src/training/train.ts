/** The training loop. It names no method: batch -> losses and gradients -> clip -> AdamW -> record. */
import { type AdamW, stepSize } from '../ops/adamw';
import { tensorflow } from '../ops/tensorflow';
import type { Batch, StepRecord } from '../types';
import { CapturedLearner } from './captured';
import { checkFinite } from './divergence';
import { EagerLearner } from './eager';
import type { Learner, StepOutcome, TrainingState } from './learner';
import type { Feeds, Objective } from './objective';
import type { TrainingPlan } from './plan';

/** Where training starts: the state after `steps`. */
export interface StartingPoint {
  readonly steps: readonly StepRecord[];
  readonly state: TrainingState;
}

/** Called after every step, with all so far; `state` copies parameters and moments to the host, which costs time. */
export type AfterStep = (steps: readonly StepRecord[], state: () => Promise<TrainingState>) => Promise<void>;

/** Steps captured as one graph where the backend is TensorFlow, op by op elsewhere. `samples` differ in every size that may differ between batches. */
export function createLearner<B, F extends Feeds>(
  objective: Objective<B, F>,
  adam: AdamW,
  state: TrainingState,
  samples: readonly B[],
): Learner<B> {
  const backend = tensorflow();
  if (!backend) return new EagerLearner(objective, adam, state);
  return new CapturedLearner(backend, objective, adam, state, samples);
}

/** Trains from `start` to the end of the plan and gives the last state. `afterStep` may throw to stop. Throws Divergence. */
export async function train<F extends Feeds>(
  objective: Objective<Batch, F>,
  adam: AdamW,
  plan: TrainingPlan,
  start: StartingPoint,
  afterStep: AfterStep,
): Promise<TrainingState> {
  const steps = [...start.steps];
  if (steps.length === plan.steps) return start.state;
  const learner = createLearner(objective, adam, start.state, plan.samples);
  try {
    for (let t = steps.length + 1; t <= plan.steps; t++) {
      const learningRate = plan.learningRate(t);
      const size = stepSize(adam, learningRate, t);
      const outcome = await learner.step(plan.batch(t, steps), size, plan.dropoutSeed(t));
      steps.push(recordOf(t, learningRate, outcome));
      await afterStep(steps, () => learner.state());
      await new Promise(setImmediate);
    }
    return await learner.state();
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
