/** Answers that skip blocks are those that the sweep decides on the outputs of all exits. */
import { before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import { earlyExit, learningToExit, multiModel, pabee, sweet, ztw } from '../src/methods';
import { policies } from '../src/policies';
import { berxit } from '../src/methods/berxit';
import { checkPolicyOf } from '../src/runs/checkMethod';
import { orNull } from '../src/errors';
import type { MultiExit } from '../src/exits';
import { openDataset } from '../src/text/dataset';
import { matchesSweep, someThresholds, untrained } from './support/answers';
import { prepareTestBackend } from './support/backend';
import { fixturePath } from './support/fixtures';

const examples = openDataset({ task: 'rte', data: fixturePath('glue') }).validation.slice(0, 25);

/** The policies that can decide about a model as it goes. */
const fitting = (model: MultiExit) =>
  policies.filter(
    (policy) => !policy.calibrate && orNull(() => (checkPolicyOf(model, policy), true)) !== null,
  );

before(prepareTestBackend);

describe('answers', () => {
  for (const method of [earlyExit, sweet, multiModel, learningToExit(sweet), berxit, pabee, ztw])
    it(`of ${method.name} equal the sweep, for every policy, at every batch size`, async () => {
      const tensors = tf.memory().numTensors;
      const model = await untrained(method);
      const record = await model.evaluate(examples);
      for (const policy of fitting(model.model))
        for (const threshold of someThresholds(policy, record))
          for (const batch of [1, 3, 32])
            await matchesSweep(model, examples, record, { policy, threshold, batch });
      model.close();
      assert.equal(tf.memory().numTensors, tensors);
    });
});
