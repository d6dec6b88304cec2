/** The examples of a batch go through an encoder in parts and meet at the exits: it is one batch to every loss. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { threads } from '../src/backend/threads';
import { deviceTokens, inParts, namedTokens, tokensOf } from '../src/encoders/tokens';
import type { MultiExit } from '../src/exits';
import { cosee, earlyExit, learningToExit, multiModel, sweet } from '../src/methods';
import { tensorflow } from '../src/ops/tensorflow';
import { partsOf } from '../src/training/parts';
import { sampleBatches } from '../src/training/plan';
import { gradientsOf, stepInputs } from '../src/training/step';
import type { Batch, Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { stepAt } from './support/steps';
import { tinyBatch, tinyExits, tinyModel, tinyParameters, type Wiring } from './support/tinyBert';

const wiring: Wiring = { pooling: 'mean', pooler: 'shared' };
const modelOf = (method: Method, rate = 0): MultiExit => tinyModel(wiring, method, rate);

before(prepareTestBackend);

describe('a batch in parts', () => {
  const batch = tinyBatch(5);

  it('has every example in one of them, in order, and empty parts where there are too few', () => {
    const [one, other] = inParts(batch, 2);
    assert.deepEqual([one.size, other.size], [2, 3]);
    for (const name of ['ids', 'typeIds', 'mask'] as const)
      assert.deepEqual([...one[name], ...other[name]], [...batch[name]]);
    assert.deepEqual(
      inParts(tinyBatch(1), 2).map(({ size }) => size),
      [0, 1],
    );
  });

  it('is the same after its tensors were named', () => {
    tf.tidy(() => {
      const parts = inParts(batch, 3).map(deviceTokens);
      assert.deepEqual(tokensOf({ seed: tf.scalar(1), ...namedTokens(parts) }), parts);
    });
  });

  for (const method of [earlyExit, sweet, multiModel, cosee(), learningToExit(earlyExit)]) {
    for (const [size, rate, tolerance] of [
      [5, 0, 1e-6],
      [1, 0, 1e-6],
      [5, 0.1, 1e-5],
    ]) {
      it(`${method.name}: ${size} in two parts have the losses and gradients of the whole, dropout ${rate}`, () => {
        const schedule = method.schedule?.(stepAt(1, tinyExits.length), []);
        const batch: Batch = {
          ...tinyBatch(size),
          ...(schedule && { schedule: Float32Array.from(schedule) }),
        };
        const model = modelOf(method, rate);
        const [whole, halves] = [1, 2].map((parts) =>
          tf.tidy(() => {
            const inputs = stepInputs(batch, 5, parts);
            const found = gradientsOf({ model, method }, tinyParameters(model), inputs);
            const losses = [...found.losses.dataSync()];
            tf.dispose([found.losses, ...Object.values(found.notes ?? {})]);
            return {
              losses,
              gradients: Object.entries(found.gradients).map(([name, g]) => ({ name, g: [...g.dataSync()] })),
            };
          }),
        );
        const largest = Math.max(...whole.gradients.map(({ g }) => Math.max(...g.map(Math.abs))));
        assertEachClose(halves.losses, whole.losses, { relative: 1e-6 }, 'losses');
        whole.gradients.forEach(({ name, g }, i) => {
          assert.equal(halves.gradients[i].name, name);
          assertEachClose(halves.gradients[i].g, g, { absolute: tolerance * largest }, name);
        });
      });
    }
  }
});

describe('how many parts', () => {
  it('two for one narrow encoder on two cores, else the batch as it is', (test) => {
    const backend = tensorflow();
    if (!backend || backend.isUsingGpuDevice || threads() === 1)
      return test.skip('for TensorFlow on two cores or more');
    const shared = modelOf(earlyExit);
    const wide = { ...shared, encoder: { ...shared.encoder, width: 384 } };
    assert.deepEqual([shared, modelOf(multiModel), wide].map(partsOf), [2, 1, 1]);
  });
});

describe('the batches that a step is recorded on', () => {
  for (const parts of [1, 2]) {
    it(`in ${parts}, none of their sizes is a line over another`, () => {
      const sizes = tf
        .tidy(() => {
          const samples = sampleBatches().map((batch) => Object.values(stepInputs(batch, 0, parts)));
          const axes = samples[0].flatMap(({ shape }, i) =>
            shape.map((_, axis) => samples.map((tensors) => tensors[i].shape[axis] as number)),
          );
          const tokens = sampleBatches().map(({ mask }) => mask.reduce((sum, x) => sum + x, 0));
          return [...new Set([...axes.filter((axis) => new Set(axis).size > 1), tokens].map(String))];
        })
        .map((text) => text.split(',').map(Number));
      for (const x of sizes)
        for (const y of sizes.filter((y) => y !== x)) {
          const other = x.findIndex((size) => size !== x[0]);
          const slope = (y[other] - y[0]) / (x[other] - x[0]);
          const fits = y.every((size, i) => size === y[0] + slope * (x[i] - x[0]));
          assert.ok(!(fits && Number.isInteger(slope)), `${y} over ${x}`);
        }
    });
  }
});
