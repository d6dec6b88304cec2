/** A captured step is held against the same step op by op: what was frozen in by the recording is refused in words. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Scalar } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { berxit, berxitAlternate, cosee, earlyExit, learningToExit, multiModel, sweet } from '../src/methods';
import { sweetAdamW } from '../src/ops/adamw';
import { tensorflow } from '../src/ops/tensorflow';
import { run } from '../src/runs/run';
import { exitObjective, wholeBackward } from '../src/training/exitObjective';
import { initialParameters } from '../src/training/initialise';
import { freshState } from '../src/training/learner';
import { paddingOf, planTraining } from '../src/training/plan';
import { segmentBackward } from '../src/training/segments';
import type { Backward } from '../src/training/step';
import { createLearner } from '../src/training/train';
import type { Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { refuses, refusesLater } from './support/files';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';
import { tinyBert, tinyExamples, tinyExits, tinyModel } from './support/tinyBert';

before(prepareTestBackend);

type Loss = Method['loss'];
const scaled =
  (factor: (size: number) => number): Loss =>
  ({ losses, labels }) =>
    tf.mul<Scalar>(tf.addN([...losses]), factor(labels.size));

/** A learner of the small BERT, checked on batches of a plan whose batches have 12 examples and, at the end, 4. */
function checked(method: Method, backward: Backward = wholeBackward) {
  const model = tinyModel({ pooling: 'cls', pooler: 'shared' }, method);
  const { padId, limit } = paddingOf(0, 40);
  const { stages } = planTraining(tinyExamples('train').slice(0, 40), {
    ...{ batch: 12, epochs: 1, seed: 1, shuffle: true, learningRate: 1e-3, exits: tinyExits.length },
    ...{ padId, positions: limit as number, method },
  });
  const objective = exitObjective({ model, method, maximumNorm: 1 }, backward);
  const state = freshState(initialParameters(model, tinyBert(), 1, null));
  const [{ samples, checks }] = stages;
  return createLearner(objective, sweetAdamW, state, samples, checks);
}

/** Losses whose recording is not what they are. */
function frozen(): Record<string, Loss> {
  let calls = 0;
  return {
    'a counter in a closure': ({ losses }) => tf.mul(losses[0], calls++),
    'a counter that stood still while it was recorded': ({ losses }) =>
      tf.mul(losses[0], 1 + Math.floor(calls++ / 3)),
    'a random number': scaled(() => Math.random()),
    'Math.min of the size': scaled((size) => Math.min(8, size)),
    'Math.max of the size': scaled((size) => Math.max(8, size)),
    'a branch on the size': ({ losses, labels }) => (labels.size > 8 ? losses[0] : tf.addN([...losses])),
    'a branch on the size that only scales': scaled((size) => (size > 8 ? 2 : 1)),
    'a branch on a value': ({ losses }) => (losses[0].dataSync()[0] > 5 ? losses[1] : losses[0]),
  };
}

describe('a loss that a recording would freeze', () => {
  for (const name of Object.keys(frozen())) {
    for (const backward of [wholeBackward, segmentBackward]) {
      it(`${name} is refused, ${backward === wholeBackward ? 'whole' : 'by segments'}`, (test) => {
        if (!tensorflow()) return test.skip('steps are captured on TensorFlow alone');
        const tensors = tf.memory().numTensors;
        const method = { ...sweet, loss: frozen()[name] };
        refuses(() => checked(method, backward), /with tensors/);
        assert.equal(tf.memory().numTensors, tensors);
      });
    }
  }

  it('is refused by a run before it trains', async (test) => {
    if (!tensorflow()) return test.skip('steps are captured on TensorFlow alone');
    const method = { ...earlyExit, name: 'frozen', loss: scaled((size) => Math.min(8, size)) };
    const store = temporaryFolder(test);
    await refusesLater(
      run(smallRun(method), { store, say: () => undefined }),
      /whose replay gives the same results/,
      /schedule/,
    );
  });
});

describe('a loss that may be recorded', () => {
  const fine: Record<string, Method> = {
    'a line over the size': { ...earlyExit, loss: scaled((size) => 2 * size + 1) },
    'a minimum made of tensors': {
      ...earlyExit,
      loss: ({ losses, labels }) =>
        tf.mul<Scalar>(tf.addN([...losses]), tf.minimum(8, tf.sum(tf.onesLike(labels)))),
    },
  };
  for (const method of [
    earlyExit,
    sweet,
    multiModel,
    cosee(),
    berxit,
    berxitAlternate,
    learningToExit(sweet),
  ])
    fine[method.title] = method;

  for (const [name, method] of Object.entries(fine)) {
    it(`${name} is taken, and its check leaves no tensor behind`, () => {
      const tensors = tf.memory().numTensors;
      checked(method).close();
      assert.equal(tf.memory().numTensors, tensors);
    });
  }
});
