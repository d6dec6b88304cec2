/**
 * Steps of stages and of methods that combine gradients: captured as op by op, and the gradients that they are to be.
 */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Scalar } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { MultiExit } from '../src/exits';
import {
  berxit,
  berxitAlternate,
  cagrad,
  consistentEe,
  deebert,
  disentangledEe,
  dynExit,
  earlyExit,
  fastBert,
  gamlBert,
  gpfee,
  gradientSurgery,
  leeBert,
  pabee,
  palbert,
  ponderNet,
  sweet,
  sweetRouted,
  ztw,
} from '../src/methods';
import { stepSize, sweetAdamW } from '../src/ops/adamw';
import { tensorflow } from '../src/ops/tensorflow';
import { equilibrium } from '../src/routes';
import { EagerLearner } from '../src/training/eager';
import { deviceParameters, evaluate } from '../src/training/evaluate';
import { wholeBackward } from '../src/training/exitObjective';
import { initialParameters } from '../src/training/initialise';
import type { Learner, TrainingState } from '../src/training/learner';
import { withMemory } from '../src/training/memory';
import { clippedGradients } from '../src/training/objective';
import { planTraining } from '../src/training/plan';
import { segmentBackward } from '../src/training/segments';
import type { Backward } from '../src/training/step';
import { createLearner } from '../src/training/train';
import { trainedStage } from '../src/training/trainedStage';
import type { Batch, HostParameters, Method, StepRecord } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertClose, assertEachClose } from './support/close';
import { tinyBatch, tinyBert, tinyExamples, tinyExits, tinyModel } from './support/tinyBert';

const RATE = 0.1;
const modelOf = (method: Method, pooler: MultiExit['pooler'] = 'shared', rate = RATE): MultiExit =>
  tinyModel({ pooling: 'cls', pooler: method.recipe?.pooler ?? pooler }, method, rate);
const initial = (model: MultiExit) => initialParameters(model, tinyBert(), 3, null);

before(prepareTestBackend);

/** Eight steps of a method, stage by stage, and the state at the end of each stage. */
async function trained(method: Method, captured: boolean, backward: Backward = wholeBackward) {
  const model = modelOf(method);
  const examples = tinyExamples('train').slice(0, 46);
  const { stages, steps: count } = planTraining(examples, {
    ...{ batch: 12, epochs: 2, seed: 3, shuffle: true, learningRate: 1e-3, padId: 0, positions: 40 },
    ...{ exits: tinyExits.length, method },
  });
  assert.equal(count, 8);
  const steps: StepRecord[] = [];
  const ends: TrainingState[] = [];
  let end: Pick<TrainingState, 'parameters' | 'memory'> = { parameters: initial(model) };
  const read = async (parameters: HostParameters) => {
    const device = deviceParameters(model, parameters);
    const record = await evaluate(model, device, examples, { padId: 0, multiple: 16, limit: 40 });
    tf.dispose(Object.values(device));
    return record;
  };
  for (const plan of stages) {
    const { objective, begin } = trainedStage(model, plan, read, backward);
    const start = await begin(end);
    const remembered = (batch: Batch) => withMemory(batch, start.memory);
    const [samples, checks] = [plan.samples, plan.checks].map((batches) => batches.map(remembered));
    const learner: Learner<Batch> = captured
      ? createLearner(objective, sweetAdamW, start, samples, checks)
      : new EagerLearner(objective, sweetAdamW, start);
    for (let t = plan.first; t <= plan.last; t++) {
      const size = stepSize(sweetAdamW, plan.learningRate(t), t - plan.first + 1);
      const { losses, norms } = await learner.step(
        remembered(plan.batch(t, steps)),
        size,
        plan.dropoutSeed(t),
      );
      steps.push({ step: t, loss: losses, learningRate: plan.learningRate(t), gradientNorm: norms[0] });
    }
    const last = await learner.state();
    learner.close();
    for (const name of Object.keys(start.parameters).filter((name) => !objective.trained.includes(name)))
      assert.deepEqual(
        last.parameters[name],
        start.parameters[name],
        `${name} is frozen in ${plan.stage.name}`,
      );
    ends.push(last);
    end = { ...last, ...(start.memory && { memory: start.memory }) };
  }
  return { steps, ends };
}

/** A loss of all that losses are given: losses of examples, and random numbers that differ from call to call. */
const drawing: Method = {
  ...earlyExit,
  name: 'drawing',
  title: 'Drawing',
  loss: ({ perExample, random, exits, labels }) => {
    const weights = tf.add(random([exits.length, labels.size]), random([exits.length, 1]));
    return tf.mean(tf.mul(perExample, weights)) as Scalar;
  },
};

describe('captured and op by op', () => {
  for (const method of [
    ...[deebert, ztw, gradientSurgery, drawing, { ...pabee, route: equilibrium }],
    ...[berxit, berxitAlternate, consistentEe(), disentangledEe],
    ...[palbert(), ponderNet(), gpfee()],
    ...[fastBert(), dynExit(), gamlBert(), cagrad(), leeBert()],
  ])
    it(`${method.title}: the same losses, norms and states`, async (t) => {
      if (!tensorflow()) return t.skip('steps are captured on TensorFlow alone');
      const tensors = tf.memory().numTensors;
      const [eager, captured] = [await trained(method, false), await trained(method, true)];
      eager.steps.forEach(({ loss, gradientNorm }, i) => {
        assertEachClose(captured.steps[i].loss, loss, { relative: 1e-5 }, `losses of step ${i + 1}`);
        const norms = [captured.steps[i].gradientNorm, gradientNorm] as number[];
        assertEachClose([norms[0]], [norms[1]], { relative: 1e-4 }, `norm of step ${i + 1}`);
      });
      eager.ends.forEach(({ v, parameters }, stage) => {
        const end = captured.ends[stage];
        assert.deepEqual(Object.keys(end.v).sort(), Object.keys(v).sort());
        assert.deepEqual(Object.keys(end.parameters).sort(), Object.keys(parameters).sort());
        for (const [name, values] of Object.entries(v))
          if (!name.endsWith('key.bias')) assertClose(end.v[name], values, 1e-3, `${name} in stage ${stage}`);
      });
      assert.equal(tf.memory().numTensors, tensors);
    });

  it('the norm of a stage is that of the gradients of what it trains', () => {
    const model = modelOf(deebert);
    const { stages } = planTraining(tinyExamples('train').slice(0, 24), {
      ...{ batch: 12, epochs: 1, seed: 3, shuffle: true, learningRate: 1e-3, padId: 0, positions: 40 },
      ...{ exits: tinyExits.length, method: deebert },
    });
    const parameters = deviceParameters(model, initial(model));
    for (const plan of stages) {
      const { objective } = trainedStage(model, plan, () => assert.fail('nothing is remembered'));
      const [norms, all] = tf.tidy(() => {
        const feeds = objective.feeds(tinyBatch(6), 1);
        const { losses, norms } = clippedGradients(objective, parameters, feeds);
        const { gradients } = objective.gradients(parameters, feeds, () => undefined);
        tf.dispose(losses);
        assert.deepEqual(Object.keys(gradients), [...objective.trained]);
        return [[...norms.dataSync()], Object.values(gradients).map((g) => tf.norm(g).dataSync()[0])];
      });
      assertEachClose(norms, [Math.hypot(...all)], { relative: 1e-5 }, plan.stage.name);
    }
    tf.dispose(Object.values(parameters));
  });

  const stagedSweet: Method = {
    ...sweet,
    name: 'staged-sweet',
    stages: [
      { name: 'encoder', share: 1, trains: ({ exit }) => exit === null },
      { name: 'heads', share: 1, trains: ({ exit }) => exit !== null },
    ],
  };
  for (const method of [stagedSweet, sweetRouted(dynExit())])
    it(`segment by segment, a stage moves what it moves as a whole: ${method.name}`, async () => {
      const [whole, segments] = [await trained(method, false), await trained(method, false, segmentBackward)];
      whole.steps.forEach(({ loss }, i) => {
        assertEachClose(segments.steps[i].loss, loss, { relative: 1e-5 }, `losses of step ${i + 1}`);
      });
      whole.ends.forEach(({ v }, stage) => {
        assert.deepEqual(Object.keys(segments.ends[stage].v).sort(), Object.keys(v).sort());
        for (const [name, values] of Object.entries(v))
          if (!name.endsWith('key.bias')) assertClose(segments.ends[stage].v[name], values, 1e-4, name);
      });
    });
});
