import type { MultiExit } from '../exits';
import type { ExitRecord } from '../types';
import { exitObjective } from './exitObjective';
import { freshState } from './learner';
import { drawnMemory, type ReadsTraining, remembered } from './memory';
import type { StagePlan } from './plan';
import { rateFactorsIn, startOf, trainedIn } from './stages';
import type { Backward, StepInputs } from './step';
import type { TrainedStage } from './train';

/** The global norm to which gradients are clipped, in every run. */
const MAXIMUM_NORM = 1;

/**
 * A stage of a multi-exit model's training. Adam's moments start at zero. What the stage remembers is drawn, or read
 * with the parameters from which it starts.
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
      const memory = (await memoryOf(plan, () => read(start.parameters))) ?? before.memory;
      return { ...start, ...(memory && { memory }) };
    },
  };
}

/** What a stage itself remembers at its start, [N]; undefined if it says nothing about it. */
async function memoryOf(plan: StagePlan, read: () => Promise<ExitRecord>): Promise<Float32Array | undefined> {
  const { remembers } = plan.stage;
  if (typeof remembers === 'object') return drawnMemory(plan, remembers, plan);
  return remembers && remembered(plan, remembers, await read());
}
