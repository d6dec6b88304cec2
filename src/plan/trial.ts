/** A trial: a few real training steps of a method, and a batch of evaluation, on random weights. */
import * as tf from '@tensorflow/tfjs-core';
import type { MultiExit } from '../exits';
import { stepSize, sweetAdamW } from '../ops/adamw';
import { recipe } from '../runs/config';
import { targetOf } from '../targets';
import { type Random, seededRandom } from '../text/random';
import { blankRecord } from '../training/blankRecord';
import { deviceParameters, evaluate } from '../training/evaluate';
import { withMemory } from '../training/memory';
import { paddingOf, planTraining, type StagePlan } from '../training/plan';
import { createLearner } from '../training/train';
import { trainedStage } from '../training/trainedStage';
import type { Batch, EncodedExample, ExitRecord, HostParameters, Method } from '../types';
import { randomParameters } from './randomParameters';

/** What a trial runs. */
export interface TrialSize {
  readonly model: MultiExit;
  readonly method: Method;
  readonly batch: number;
  /** The numbers of tokens of an example; steps are timed with each. */
  readonly lengths: readonly number[];
}

/** What a trial took, in seconds. */
export interface Trial {
  /** What a run takes before its first step is over, beyond the step itself. */
  readonly startUp: number;
  /** A step, at each of the lengths. */
  readonly steps: readonly number[];
  /** The evaluation of `EVALUATED` examples, at each of the lengths. */
  readonly evaluations: readonly number[];
}

/** The examples that an evaluation runs at once. */
export const EVALUATED = 32;
const STEPS = 6;
const SECONDS = 3;

/** Runs the trial. Nothing is written. */
export async function runTrial(size: TrialSize): Promise<Trial> {
  const { model, lengths } = size;
  const random = seededRandom(1);
  const parameters = randomParameters(model, random);
  const timed = await timedSteps(size, parameters, random);
  const evaluations: number[] = [];
  for (const length of lengths)
    evaluations.push(await timedEvaluation(model, parameters, examplesOf(EVALUATED, length, model, random)));
  return { ...timed, evaluations };
}

async function timedSteps(
  { model, method, batch, lengths }: TrialSize,
  parameters: HostParameters,
  random: Random,
): Promise<Omit<Trial, 'evaluations'>> {
  const from = performance.now();
  const plans = lengths.map((length) =>
    stageOf(examplesOf(batch, length, model, random), { model, method, batch }),
  );
  const [plan] = plans;
  const { objective, begin } = trainedStage(model, plan, async () => readOf(model, batch));
  const state = await begin({ parameters });
  const remembered = (batch: Batch) => withMemory(batch, state.memory);
  const [samples, checks] = [plan.samples, plan.checks].map((batches) => batches.map(remembered));
  const learner = createLearner(objective, sweetAdamW, state, samples, checks);
  let t = 0;
  const step = async (of: StagePlan): Promise<number> => {
    const start = performance.now();
    await learner.step(remembered(of.batch(of.first, [])), stepSize(sweetAdamW, recipe.learningRate, ++t), t);
    return (performance.now() - start) / 1000;
  };
  try {
    await step(plan);
    const begun = (performance.now() - from) / 1000;
    const steps: number[] = [];
    for (const of of plans) steps.push(await settled(() => step(of)));
    return { startUp: Math.max(0, begun - steps[0]), steps };
  } finally {
    learner.close();
  }
}

/** Outputs of the exits for a batch of examples, for what a stage remembers. */
const readOf = (model: MultiExit, batch: number): ExitRecord =>
  blankRecord(model, targetOf(model.classes).labels(new Array(batch).fill(0)));

/** The median of a few steps. */
async function settled(step: () => Promise<number>): Promise<number> {
  const timed: number[] = [];
  const start = performance.now();
  do timed.push(await step());
  while (timed.length < STEPS && performance.now() - start < SECONDS * 1000);
  return timed.sort((a, b) => a - b)[Math.floor(timed.length / 2)];
}

/** The epochs of the plan of a trial: enough for a step in each stage of a method. */
const EPOCHS = 100;

/** The first stage of a run, whose batches all have these examples. */
function stageOf(
  examples: readonly EncodedExample[],
  { model, method, batch }: Omit<TrialSize, 'lengths'>,
): StagePlan {
  const { positions } = model.encoder;
  const settings = { batch, epochs: EPOCHS, seed: 1, shuffle: false, learningRate: recipe.learningRate };
  return planTraining(examples, { ...settings, padId: 0, positions, exits: model.depths.length, method })
    .stages[0];
}

async function timedEvaluation(
  model: MultiExit,
  parameters: HostParameters,
  examples: readonly EncodedExample[],
): Promise<number> {
  const device = deviceParameters(model, parameters);
  try {
    const start = performance.now();
    await evaluate(model, device, examples, paddingOf(0, model.encoder.positions));
    return (performance.now() - start) / 1000;
  } finally {
    tf.dispose(Object.values(device));
  }
}

const examplesOf = (count: number, length: number, model: MultiExit, random: Random): EncodedExample[] => {
  const { vocabulary } = model.encoder;
  return Array.from({ length: count }, () => ({
    ids: Int32Array.from({ length }, () => random.integer(vocabulary)),
    typeIds: new Int32Array(length),
    label: random.integer(Math.max(2, model.classes)),
  }));
};
