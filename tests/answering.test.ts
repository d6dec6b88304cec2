/** Answers that skip blocks are those that the sweep decides on the outputs of all exits. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { eagerRunner } from '../src/answering/eager';
import { openRunner } from '../src/answering/open';
import { openBackend } from '../src/backend/open';
import { gated } from '../src/exits';
import { earlyExit, learningToExit, multiModel, pabee, sweet, ztw } from '../src/methods';
import { openDataset } from '../src/text/dataset';
import type { Method } from '../src/types';
import { fitting, matchesSweep, someThresholds, untrained } from './support/answers';
import { prepareTestBackend } from './support/backend';
import { fixturePath } from './support/fixtures';

const examples = openDataset({ task: 'rte', data: fixturePath('glue') }).validation.slice(0, 25);

/** Compares answers with the sweep for every policy that fits, over thresholds and sizes of batches. */
async function equalsSweep(method: Method, open: typeof openRunner, batches: readonly number[]) {
  const tensors = tf.memory().numTensors;
  const model = await untrained(method);
  const record = await model.evaluate(examples);
  const runner = await open(model);
  model.close();
  const policies = fitting(model.model);
  assert.ok(policies.length >= 5, 'several policies');
  for (const [p, policy] of policies.entries())
    for (const [i, threshold] of someThresholds(policy, record).entries())
      await matchesSweep(
        model,
        runner,
        { examples, record },
        { policy, threshold, batch: batches[(p + i) % batches.length] },
      );
  runner.close();
  assert.equal(tf.memory().numTensors, tensors, 'no tensor is left');
}

describe('answers, as captured segments', () => {
  before(prepareTestBackend);
  const alike: Method = { ...earlyExit, name: 'alike', exit: gated(earlyExit.exit, 'shared') };
  for (const method of [earlyExit, multiModel, learningToExit(sweet), alike, pabee, ztw])
    it(`of ${method.name} equal the sweep`, () => equalsSweep(method, openRunner, [3, 32, 1]));
});

describe('answers, op by op', () => {
  before(() => openBackend('wasm', () => undefined));
  for (const method of [multiModel, ztw])
    it(`of ${method.name} equal the sweep on wasm`, () =>
      equalsSweep(method, async ({ model, parameters }) => eagerRunner(model, parameters), [5]));
});
