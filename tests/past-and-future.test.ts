/** GPFEE: exits that read earlier features and predictions of later ones, and blocks that are detached at random. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { earlyExit, gpfee, pabee } from '../src/methods';
import { prepareRun } from '../src/runs/prepare';
import { evaluateExits, gradientsOf, stepInputs } from '../src/training/step';
import type { Method, Parameters } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { refuses } from './support/files';
import { smallRun } from './support/smallRun';
import { tinyBatch, tinyModel, tinyParameters } from './support/tinyBert';

before(prepareTestBackend);

const modelOf = (method: Method) => tinyModel({ pooling: 'cls', pooler: 'per-exit' }, method);
const scheduleAt = (method: Method, t: number, seed = 1) =>
  method.schedule?.({ t, steps: 100, stepsPerEpoch: 50, exits: 3, seed }, []) ?? [];

describe('GPFEE without past and future', () => {
  it('is heads alone, with half of the loss of PABEE', () => {
    const alone = gpfee({ reads: 'neither', frozen: 0 });
    const [model, plain] = [modelOf(alone), modelOf(earlyExit)];
    const heads = tinyParameters(plain);
    const named = ([name, x]: [string, tf.Tensor]) => [
      name.replace(/^exits\.(\d)\.(weight|bias)$/, 'classifiers.$1.$2'),
      x,
    ];
    const parameters: Parameters<tf.Tensor> = Object.fromEntries(Object.entries(heads).map(named));
    tf.tidy(() => {
      const inputs = stepInputs(tinyBatch(6), 1);
      const [found, expected] = [
        evaluateExits(model, parameters, inputs),
        evaluateExits(plain, heads, inputs),
      ].map((exits) => exits.map(({ logits }) => [...logits.dataSync()]));
      assert.deepEqual(found, expected);
      const name = 'encoder.layer.0.output.dense.weight';
      const [half, whole] = [
        gradientsOf({ model, method: alone }, parameters, inputs, { names: [name] }),
        gradientsOf({ model: plain, method: pabee }, heads, inputs, { names: [name] }),
      ].map(({ gradients }) => gradients[name].dataSync());
      assert.deepEqual(
        [...half],
        Array.from(whole, (x) => x / 2),
      );
    });
  });
});

describe('the lowest blocks of GPFEE', () => {
  it('are detached at the first step, and less and less', () => {
    const method = gpfee({ frozen: 3 });
    assert.deepEqual(scheduleAt(method, 1), [0, 0, 0]);
    const kept = (t: number) =>
      Array.from({ length: 300 }, (_, seed) => scheduleAt(method, t, seed))
        .flat()
        .reduce((a, b) => a + b) / 900;
    assert.ok(Math.abs(kept(26) - 0.25) < 0.05 && Math.abs(kept(76) - 0.75) < 0.05);
    assert.deepEqual(scheduleAt(method, 40), scheduleAt(method, 40));
    assert.equal(gpfee({ frozen: 0 }).schedule, undefined);
  });

  it('get no gradient where they are detached, and all of it where they are not', () => {
    const names = [0, 1, 3].map((block) => `encoder.layer.${block}.output.dense.weight`);
    const norms = (method: Method, schedule?: readonly number[]) =>
      tf.tidy(() => {
        const model = modelOf(method);
        const batch = { ...tinyBatch(4), ...(schedule && { schedule: Float32Array.from(schedule) }) };
        const { gradients } = gradientsOf({ model, method }, tinyParameters(model), stepInputs(batch, 1), {
          names,
        });
        return Object.values(gradients).map((x) => tf.norm(x).dataSync()[0]);
      });
    // The exits are at depths 1, 3 and 5.
    const [detached, third, open] = [
      [0, 1, 0],
      [0, 1, 1],
      [1, 0, 1],
    ].map((factors) => norms(gpfee({ frozen: 3 }), factors));
    const never = norms(gpfee({ frozen: 0 }));
    assert.deepEqual(detached.slice(0, 2), [0, 0]);
    assert.ok(detached[2] > 0);
    assert.ok(third[0] === 0 && third[1] > 0);
    assert.deepEqual(open, never);
  });
});

describe('GPFEE', () => {
  it('says nothing beside logits in records, whatever its exits read', () => {
    for (const reads of ['past and future', 'past', 'future', 'neither'] as const) {
      const method = gpfee({ reads });
      const { config } = prepareRun(smallRun(method));
      assert.deepEqual([config.method, config.constants], ['gpfee', { frozen: 2, reads }]);
      assert.equal(config.pooler, 'per-exit');
      assert.equal(method.exit.extras, undefined);
    }
  });

  it('refuses options out of range, and models that it cannot train', () => {
    refuses(() => gpfee({ frozen: -1 }), 'frozen', 'got -1');
    refuses(() => gpfee({ reads: 'all' as 'past' }), 'reads', 'past and future', 'got all');
    refuses(() => prepareRun({ ...smallRun(gpfee()), exits: [5] }), '2 exits or more, got 1');
    refuses(() => prepareRun(smallRun(gpfee({ frozen: 5 }))), 'frozen', '5');
    refuses(() => gpfee().check?.({ depths: [1, 2, 3], classes: 1, pooler: 'none' }), 'regression');
    refuses(() => prepareRun(smallRun({ ...gpfee(), encoders: 'separate' })), 'share an encoder');
  });
});
