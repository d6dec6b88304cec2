import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { methods } from '../src/methods';
import { stepSize, sweetAdamW } from '../src/ops/adamw';
import { tensorflow } from '../src/ops/tensorflow';
import { run } from '../src/runs/run';
import { CapturedLearner } from '../src/training/captured';
import { EagerLearner } from '../src/training/eager';
import { exitObjective } from '../src/training/exitObjective';
import { initialParameters } from '../src/training/initialise';
import { freshState, type Learner } from '../src/training/learner';
import type { Batch, Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { fixturePath } from './support/fixtures';
import { temporaryFolder } from './support/store';
import { tinyBatch, tinyBert, tinyModel } from './support/tinyBert';

const batch = tinyBatch(4);

function learners(method: Method): Record<string, () => Learner<Batch>> {
  const model = tinyModel({ pooling: 'cls', pooler: 'shared' }, method, 0.1);
  const objective = exitObjective({ model, method, maximumNorm: 1 });
  const state = () => freshState(initialParameters(model, tinyBert(), 1, null));
  const backend = tensorflow();
  return {
    eager: () => new EagerLearner(objective, sweetAdamW, state()),
    ...(backend && { captured: () => new CapturedLearner(backend, objective, sweetAdamW, state(), [batch]) }),
  };
}

async function steps(learner: Learner<Batch>, first: number, last: number): Promise<number> {
  for (let t = first; t <= last; t++) await learner.step(batch, stepSize(sweetAdamW, 1e-3, t), t);
  return tf.memory().numTensors;
}

describe('no tensor is left behind', () => {
  before(prepareTestBackend);

  for (const method of methods) {
    it(`${method.name}: as many after step 10 as many steps later, and none at the end`, async () => {
      for (const [name, create] of Object.entries(learners(method))) {
        const before = tf.memory().numTensors;
        const learner = create();
        const early = await steps(learner, 1, 10);
        const late = await steps(learner, 11, name === 'eager' ? 15 : 40);
        assert.equal(late, early, `${name} learner`);
        await learner.state();
        learner.close();
        assert.equal(tf.memory().numTensors, before, `${name} learner, closed`);
      }
    });
  }

  it('a whole run, trained, evaluated and stored', async (test) => {
    const before = tf.memory().numTensors;
    const tiny = { task: 'rte', data: fixturePath('glue'), encoder: fixturePath('tiny-bert'), exits: [1, 5] };
    const size = { trainSize: 48, evalSize: 20, maxLength: 16, epochs: 1 };
    await run(
      { ...tiny, ...size, method: methods[0] },
      { store: temporaryFolder(test), say: () => undefined },
    );
    assert.equal(tf.memory().numTensors, before);
  });

  it('resident memory is flat over 400 steps', async () => {
    const learner = Object.values(learners(methods[1])).at(-1)?.() as Learner<Batch>;
    await steps(learner, 1, 100);
    const early = process.memoryUsage.rss();
    await steps(learner, 101, 400);
    const grown = (process.memoryUsage.rss() - early) / 2 ** 20;
    learner.close();
    assert.ok(grown < 40, `expected less than 40 MiB more, got ${grown.toFixed(1)}`);
  });
});
