/** Activations against Transformers' (tests/oracle/make_activation_fixtures.py). */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { type ActivationName, activationNames, activations } from '../src/ops/activations';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { fixtureJson } from './support/fixtures';
import { hostValues } from './support/hostValues';

interface Reading {
  readonly y: readonly number[];
  readonly slope: readonly number[];
}

const stored = fixtureJson<{
  readonly x: number[];
  readonly activations: Readonly<Record<ActivationName, Reading>>;
}>('activations.json');

describe('activations of configurations', () => {
  before(prepareTestBackend);

  it('are those that Transformers knows by name, but for two with parameters', () => {
    assert.deepEqual([...activationNames].sort(), Object.keys(stored.activations).sort());
  });

  for (const name of activationNames)
    it(`${name}: values and gradients`, async () => {
      const [y, slope] = await hostValues(() => {
        const x = tf.tensor2d(stored.x, [4, stored.x.length / 4]);
        const f = activations[name];
        const weights = tf.linspace(0.5, 1.5, stored.x.length).reshape(x.shape);
        const gradient = tf.grad((x) => tf.sum(tf.mul(f(x as tf.Tensor2D), weights)));
        return [f(x), tf.div(gradient(x), weights)];
      });
      const expected = stored.activations[name];
      assertEachClose(y, expected.y, { absolute: 2e-6, relative: 1e-6 }, 'y');
      assertEachClose(slope, expected.slope, { absolute: 5e-6, relative: 1e-5 }, 'slope');
    });
});
