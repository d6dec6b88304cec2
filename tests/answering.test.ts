/** Answers that skip blocks are those that the sweep decides on the outputs of all exits. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { eagerRunner } from '../src/answering/eager';
import { openRunner } from '../src/answering/open';
import { openBackend } from '../src/backend/open';
import { gated } from '../src/exits';
import {
  consistentEe,
  disentangledEe,
  earlyExit,
  gpfee,
  hashingToExit,
  learningToExit,
  multiModel,
  pabee,
  palbert,
  sweet,
  ztw,
} from '../src/methods';
import { openDataset } from '../src/text/dataset';
import type { Method } from '../src/types';
import { fitting, matchesSweep, someThresholds, untrained } from './support/answers';
import { prepareTestBackend } from './support/backend';
import { folderOf } from './support/files';
import { fixturePath } from './support/fixtures';

const pairs = { task: 'rte', data: fixturePath('glue') };

/** Compares answers with the sweep for every policy that fits, over thresholds and sizes of batches. */
async function equalsSweep(
  method: Method,
  open: typeof openRunner,
  batches: readonly number[],
  { task, data } = pairs,
) {
  const tensors = tf.memory().numTensors;
  const examples = openDataset({ task, data }).validation.slice(0, 25);
  const model = await untrained(method, { task, data });
  const record = await model.evaluate(examples);
  const runner = await open(model);
  model.close();
  const policies = fitting(model.model);
  assert.ok(policies.length >= 2, 'several policies');
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
  for (const method of [
    ...[earlyExit, hashingToExit(multiModel), learningToExit(sweet), alike, pabee, ztw],
    ...[palbert(), gpfee(), consistentEe(), disentangledEe],
  ])
    it(`of ${method.name} equal the sweep`, () => equalsSweep(method, openRunner, [3, 32, 1]));

  it('of numbers equal the sweep', (t) => {
    const row = (i: number) =>
      `${i}${'\t-'.repeat(6)}\tthe man\t${'dog '.repeat(1 + (i % 9))}\t${(i % 6).toFixed(1)}\n`;
    const rows = `index${'\tabout'.repeat(6)}\tsentence1\tsentence2\tscore\n${Array.from({ length: 30 }, (_, i) => row(i)).join('')}`;
    const data = folderOf(t, { 'train.tsv': rows, 'dev.tsv': rows });
    return equalsSweep(learningToExit(sweet), openRunner, [3], { task: 'sts-b', data });
  });
});

describe('answers, op by op', () => {
  before(() => openBackend('wasm', () => undefined));
  for (const method of [multiModel, hashingToExit(ztw)])
    it(`of ${method.name} equal the sweep on wasm`, () =>
      equalsSweep(method, async ({ model, parameters }) => eagerRunner(model, parameters), [5]));
});
