/** A step that was captured at a few sizes is the step at any size. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { parameterShapes } from '../src/exits';
import { cosee, earlyExit, multiModel, sweet } from '../src/methods';
import { stepSize, sweetAdamW } from '../src/ops/adamw';
import { tensorflow } from '../src/ops/tensorflow';
import { blankBatch } from '../src/text/batches';
import { CapturedLearner } from '../src/training/captured';
import { EagerLearner } from '../src/training/eager';
import { exitObjective } from '../src/training/exitObjective';
import { initialParameters } from '../src/training/initialise';
import { freshState } from '../src/training/learner';
import type { Objective } from '../src/training/objective';
import { sampleBatches, withSchedule } from '../src/training/plan';
import type { Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { refuses } from './support/files';
import { tinyBert, tinyExits, tinyModel } from './support/tinyBert';

const step = { t: 1, steps: 4, stepsPerEpoch: 2, exits: tinyExits.length, seed: 1 };

/** Examples of these many tokens, whose ids and labels differ. */
function batchOf(lengths: readonly number[], method: Method) {
  const batch = blankBatch(lengths);
  const ids = batch.ids.map((_, i) => 5 + ((7 * i) % 50));
  const labels = batch.labels.map((_, i) => i % 2);
  return withSchedule({ ...batch, ids, labels }, method.schedule, step, []);
}

describe('a step captured at three sizes', () => {
  before(prepareTestBackend);
  const sizes = [[6, 2, 5], [1], [9, 9, 3, 1, 4, 4, 7], [2, 2, 2, 2]];

  for (const method of [earlyExit, sweet, multiModel, cosee()]) {
    it(`is ${method.title}'s at any other`, async (test) => {
      const backend = tensorflow();
      if (!backend) return test.skip('steps are captured on TensorFlow alone');
      const model = tinyModel({ pooling: 'mean', pooler: 'shared' }, method);
      const objective = exitObjective({ model, method, maximumNorm: 1 });
      const state = () => freshState(initialParameters(model, tinyBert(), 1, null));
      const samples = sampleBatches().map((batch) => withSchedule(batch, method.schedule, step, []));
      const captured = new CapturedLearner(backend, objective, sweetAdamW, state(), samples);
      const eager = new EagerLearner(objective, sweetAdamW, state());
      for (const [i, lengths] of sizes.entries()) {
        const batch = batchOf(lengths, method);
        const size = stepSize(sweetAdamW, 1e-4, i + 1);
        const [one, other] = [await captured.step(batch, size, i), await eager.step(batch, size, i)];
        assertEachClose(one.losses, other.losses, { relative: 1e-5 }, `losses of ${lengths}`);
        assertEachClose(one.norms, other.norms, { relative: 1e-4 }, `norms of ${lengths}`);
      }
      const [one, other] = [await captured.state(), await eager.state()];
      for (const name of Object.keys(parameterShapes(model)).filter((name) => !name.endsWith('key.bias'))) {
        const absolute = 1e-3 * Math.max(...other.v[name]);
        assertEachClose(one.v[name], other.v[name], { absolute }, name);
      }
      captured.close();
      eager.close();
    });
  }
});

describe('a step whose numbers do not follow its sizes', () => {
  before(prepareTestBackend);

  type Factor = (length: number) => number | Scalar;
  const scalarOf = (x: number | Scalar): Scalar => (typeof x === 'number' ? tf.scalar(x) : x);

  /** Learns one number, from the mean of what it is fed times what `factor` says of its length. */
  const objective = (factor: Factor): Objective<number> => ({
    shapes: { w: [1] },
    trained: ['w'],
    groups: [['w']],
    maximumNorm: 1,
    feeds: (length) => ({ x: tf.ones([length]) }),
    gradients({ w }, { x }) {
      const total = (w: Tensor): Scalar => tf.mul(tf.mean(tf.mul(x, w)), scalarOf(factor(x.shape[0])));
      const { value, grad } = tf.valueAndGrad(total)(w);
      return { losses: tf.reshape(value, [1]) as Tensor1D, gradients: { w: grad } };
    },
  });
  const captured = (factor: Factor) => {
    const backend = tensorflow();
    const state = freshState({ w: Float32Array.of(0.5) });
    return backend && new CapturedLearner(backend, objective(factor), sweetAdamW, state, [2, 3, 5]);
  };

  it('is refused, with what they were', (test) => {
    if (!tensorflow()) return test.skip('steps are captured on TensorFlow alone');
    refuses(() => captured((n) => n * n), '4 | 9 | 25', 'from batch to batch with tensors');
    refuses(() => captured(() => Math.random()), 'from batch to batch with tensors');
    refuses(() => captured((n) => (n < 4 ? tf.square(tf.scalar(n)) : n)), 'same operations', 'tensors');
    refuses(() => captured((n) => tf.square(tf.scalar(n)).dataSync()[0]), 'reads the values of a tensor');
  });

  it('is taken where they are a line over one', async (test) => {
    const learner = captured((n) => 3 * n - 1);
    if (!learner) return test.skip('steps are captured on TensorFlow alone');
    const { losses } = await learner.step(7, stepSize(sweetAdamW, 0, 1), 0);
    assert.deepEqual(losses, [0.5 * 20]);
    learner.close();
  });
});
