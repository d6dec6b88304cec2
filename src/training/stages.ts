/** The stages of a method's training, and the steps of each stage. */
import { LabError } from '../errors';
import { type MultiExit, parameterOf, parameterShapes } from '../exits';
import type { Method, Stage } from '../types';

/** The only stage of a method without stages. */
const WHOLE: Stage = { name: 'training', share: 1 };

/** One stage, its steps in the run, and the method of the stage. */
export interface StageSpan {
  readonly stage: Stage;
  /** The method, with the loss and the schedule of the stage. */
  readonly method: Method;
  /** What the losses of the stage remember: what the stage says, or the last stage before it that says so. */
  readonly remembers?: Stage['remembers'];
  /** The first and the last step of the stage, counted from 1. */
  readonly first: number;
  readonly last: number;
}

/** The method of one stage, which has no stages itself. */
const within = ({ stages: _, ...method }: Method, { loss, schedule }: Stage): Method => ({
  ...method,
  loss: loss ?? method.loss,
  ...(schedule && { schedule }),
});

/**
 * The stages of a run with this number of steps. A stage ends at the sum of the shares up to it, rounded to steps.
 * Throws LabError if there is no stage, a share is not positive, a learning rate is not in (0, 1), or a stage has no
 * step.
 */
export function stagesOf(method: Method, steps: number): StageSpan[] {
  const stages = method.stages ?? [WHOLE];
  if (stages.length === 0)
    throw new LabError(
      `${method.name}: expected at least one stage, got none; leave out \`stages\` for a method of one stage`,
    );
  for (const stage of stages) checkStage(method, stage);
  const total = stages.reduce((sum, { share }) => sum + share, 0);
  let [shares, before] = [0, 0];
  let remembers: Stage['remembers'];
  return stages.map((stage) => {
    shares += stage.share;
    remembers = stage.remembers ?? remembers;
    const span = {
      stage,
      method: within(method, stage),
      ...(remembers && { remembers }),
      first: before + 1,
      last: Math.round((shares / total) * steps),
    };
    if (span.last < span.first) throw hasNoStep(method, stage, steps);
    before = span.last;
    return span;
  });
}

/** The initial learning rate of a stage in a run with this learning rate. */
export const rateOf = ({ learningRate }: Pick<Stage, 'learningRate'>, ofRun: number): number =>
  typeof learningRate === 'function' ? learningRate(ofRun) : (learningRate ?? ofRun);

/** A learning rate of a run. The rate of a stage is tried on it. */
const TRIED_RATE = 1e-5;

function checkStage({ name }: Method, own: Stage): void {
  const { name: stage, share } = own;
  const learningRate = rateOf(own, TRIED_RATE);
  if (!(share > 0 && share < Infinity))
    throw new LabError(
      `${name}, stage '${stage}': expected a positive share of the steps, got ${share}; ` +
        'leave out a stage that should have no step',
    );
  if (!(learningRate > 0 && learningRate < 1))
    throw new LabError(
      `${name}, stage '${stage}': expected a learningRate in (0, 1), got ${learningRate}; ` +
        'leave it out to use the learning rate of the run',
    );
}

const hasNoStep = ({ name }: Method, stage: Stage, steps: number): LabError =>
  new LabError(
    `${name}, stage '${stage.name}': expected a run with a step for each stage, got ${steps} steps, too few for the ` +
      'share of this stage; train for more epochs, or in smaller batches',
  );

/** The names of the parameters that a stage trains. Throws LabError if there are none. */
export function trainedIn(
  model: MultiExit,
  { stage, method }: Pick<StageSpan, 'stage' | 'method'>,
): string[] {
  const names = Object.keys(parameterShapes(model));
  const { trains } = stage;
  const trained = trains ? names.filter((name) => trains(parameterOf(name, model.depths.length))) : names;
  if (trained.length > 0) return trained;
  throw new LabError(
    `${method.name}, stage '${stage.name}': expected a stage that trains some parameter, ` +
      `got none of ${names.length}, from ${names[0]} to ${names[names.length - 1]}; check its \`trains\``,
  );
}

/**
 * The factors of the learning rate in a stage, by the name of a trained parameter; empty if the stage has none. Throws
 * LabError for a factor that is not a positive number.
 */
export function rateFactorsIn(
  model: MultiExit,
  span: Pick<StageSpan, 'stage' | 'method'>,
): Record<string, number> {
  const { stage, method } = span;
  const { rateFactor } = stage;
  if (!rateFactor) return {};
  const factors = trainedIn(model, span).map(
    (name) => [name, rateFactor(parameterOf(name, model.depths.length))] as const,
  );
  const wrong = factors.find(([, factor]) => !(factor > 0 && factor < Infinity));
  if (!wrong) return Object.fromEntries(factors);
  throw new LabError(
    `${method.name}, stage '${stage.name}': expected positive factors of the learning rate, ` +
      `got ${wrong[1]} for ${wrong[0]}; freeze a parameter with \`trains\``,
  );
}

/**
 * The initial values of a stage, copied from other parameters if the stage says so. Throws LabError if the source of a
 * copy does not exist or has another shape.
 */
export function startOf<T>(
  model: MultiExit,
  { stage, method }: Pick<StageSpan, 'stage' | 'method'>,
  parameters: Readonly<Record<string, T>>,
): Record<string, T> {
  const { startsFrom } = stage;
  if (!startsFrom) return { ...parameters };
  const shapes = parameterShapes(model);
  const entries = Object.keys(parameters).map((name) => {
    const from = startsFrom(parameterOf(name, model.depths.length));
    if (shapes[from]?.join() === shapes[name].join()) return [name, parameters[from]];
    throw new LabError(
      `${method.name}, stage '${stage.name}': expected '${name}' [${shapes[name].join(', ')}] to start from ` +
        'a parameter of its shape, ' +
        `got '${from}' ${shapes[from] ? `[${shapes[from].join(', ')}]` : ', which the model does not have'}`,
    );
  });
  return Object.fromEntries(entries);
}
