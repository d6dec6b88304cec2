import type { MultiExit } from '../exits';
import { exitObjective } from './exitObjective';
import { freshState } from './learner';
import type { StagePlan } from './plan';
import { rateFactorsIn, startOf, trainedIn } from './stages';
import type { Backward, StepInputs } from './step';
import type { TrainedStage } from './train';

/** The global norm to which gradients are clipped, in every run. */
const MAXIMUM_NORM = 1;

/** A stage of a multi-exit model's training. Adam's moments start at zero. */
export function trainedStage(
  model: MultiExit,
  plan: StagePlan,
  backward?: Backward,
): TrainedStage<StepInputs> {
  const trained = trainedIn(model, plan);
  const rateFactors = rateFactorsIn(model, plan);
  const { method } = plan;
  return {
    plan,
    objective: exitObjective({ model, method, trained, rateFactors, maximumNorm: MAXIMUM_NORM }, backward),
    begin: (parameters) => freshState(startOf(model, plan, parameters), trained),
  };
}
