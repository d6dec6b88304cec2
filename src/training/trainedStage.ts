import type { MultiExit } from '../exits';
import { exitObjective } from './exitObjective';
import { freshState } from './learner';
import { type ReadsTraining, remembered } from './memory';
import type { StagePlan } from './plan';
import { rateFactorsIn, startOf, trainedIn } from './stages';
import type { Backward, StepInputs } from './step';
import type { TrainedStage } from './train';

/** The global norm to which gradients are clipped, in every run. */
const MAXIMUM_NORM = 1;

/**
 * A stage of a multi-exit model's training. Adam's moments start at zero. What the stage remembers is read with the
 * parameters from which it starts.
 */
export function trainedStage(
  model: MultiExit,
  plan: StagePlan,
  read: ReadsTraining,
  backward?: Backward,
): TrainedStage<StepInputs> {
  const trained = trainedIn(model, plan);
  const rateFactors = rateFactorsIn(model, plan);
  const { method } = plan;
  return {
    plan,
    objective: exitObjective({ model, method, trained, rateFactors, maximumNorm: MAXIMUM_NORM }, backward),
    begin: async (before) => {
      const start = freshState(startOf(model, plan, before.parameters), trained);
      const { remembers } = plan.stage;
      const memory = remembers ? remembered(plan, remembers, await read(start.parameters)) : before.memory;
      return { ...start, ...(memory && { memory }) };
    },
  };
}
