/**
 * A run's losses follow from its options, not from parts, from how its steps are taken, or from where it was cut off.
 */
import { before, describe, it } from 'node:test';
import type { MultiExit } from '../src/exits';
import { berxit, cosee, earlyExit, sweet } from '../src/methods';
import { stepSize, sweetAdamW } from '../src/ops/adamw';
import { tensorflow } from '../src/ops/tensorflow';
import { EagerLearner } from '../src/training/eager';
import { exitObjective, wholeBackward } from '../src/training/exitObjective';
import { initialParameters } from '../src/training/initialise';
import { freshState, type Learner, type TrainingState } from '../src/training/learner';
import type { Objective } from '../src/training/objective';
import { planTraining } from '../src/training/plan';
import { segmentBackward } from '../src/training/segments';
import { type Backward, stepInputs } from '../src/training/step';
import { createLearner } from '../src/training/train';
import type { Batch, Method, StepRecord } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { tinyBert, tinyExamples, tinyModel } from './support/tinyBert';

const STEPS = 50;
const RATE = 0.1;

/** How a run is carried out, which is not among its options. */
interface Way {
  /** By which the lab picks in how many parts a batch goes through the encoder: 1 or 2. */
  readonly threads?: number;
  /** More of them. */
  readonly parts?: number;
  readonly captured: boolean;
  /** Steps after which the state is taken out and put into a new learner. */
  readonly cut?: number;
  readonly backward?: Backward;
}

const modelOf = (method: Method): MultiExit => ({
  ...tinyModel({ pooling: 'mean', pooler: 'shared' }, method, RATE),
  depths: [1, 2],
});

/** The losses of 50 steps, [50·E]. */
async function lossesOf(method: Method, way: Way) {
  const { threads = 1, parts, captured, cut = STEPS, backward = wholeBackward } = way;
  process.env.TF_NUM_INTEROP_THREADS = `${threads}`;
  const model = modelOf(method);
  const { stages } = planTraining(tinyExamples('train').slice(0, 60), {
    ...{ batch: 6, epochs: 5, seed: 3, shuffle: true, learningRate: 2e-4, padId: 0, positions: 40 },
    ...{ exits: model.depths.length, method },
  });
  const [plan] = stages;
  const objective: Objective<Batch> = {
    ...exitObjective({ model, method, maximumNorm: 1 }, backward),
    ...(parts && { feeds: (batch, seed) => stepInputs(batch, seed, parts) }),
  };
  const open = (state: TrainingState): Learner<Batch> =>
    captured
      ? createLearner(objective, sweetAdamW, state, plan.samples, plan.checks)
      : new EagerLearner(objective, sweetAdamW, state);
  const steps: StepRecord[] = [];
  let learner = open(freshState(initialParameters(model, tinyBert(), 1, null)));
  for (let t = 1; t <= STEPS; t++) {
    const rate = plan.learningRate(t);
    const { losses, norms, notes } = await learner.step(
      plan.batch(t, steps),
      stepSize(sweetAdamW, rate, t),
      plan.dropoutSeed(t),
    );
    steps.push({ step: t, loss: losses, learningRate: rate, gradientNorm: norms[0], notes });
    if (t % cut > 0) continue;
    const state = await learner.state();
    learner.close();
    learner = open(state);
  }
  learner.close();
  return steps.flatMap(({ loss }) => loss);
}

const ways: Record<string, Way> = {
  'op by op in 4 parts': { parts: 4, captured: false },
  'on 4 threads, resumed after 20 steps and after 40': { threads: 4, captured: true, cut: 20 },
};

/** Of one method each, as they take long. */
const more: Record<string, Record<string, Way>> = {
  [earlyExit.name]: {
    'on 2 threads': { threads: 2, captured: true },
    'op by op': { captured: false },
    'op by op on 2 threads, resumed': { threads: 2, captured: false, cut: 20 },
  },
  [sweet.name]: { 'by segments': { threads: 2, captured: true, backward: segmentBackward } },
};

describe('the losses of 50 steps with dropout', () => {
  before(prepareTestBackend);

  for (const method of [earlyExit, sweet, cosee(), berxit]) {
    it(`${method.title}: are the same however the steps are taken`, async (test) => {
      if (!tensorflow()) return test.skip('steps are captured, and batches in parts, on TensorFlow alone');
      const threads = process.env.TF_NUM_INTEROP_THREADS;
      test.after(() => {
        if (threads === undefined) delete process.env.TF_NUM_INTEROP_THREADS;
        else process.env.TF_NUM_INTEROP_THREADS = threads;
      });
      const expected = await lossesOf(method, { captured: true });
      for (const [name, way] of Object.entries({ ...ways, ...more[method.name] }))
        assertEachClose(await lossesOf(method, way), expected, { absolute: 1e-5 }, name);
    });
  }
});
