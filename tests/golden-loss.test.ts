import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { earlyExit, sweet } from '../src/methods';
import { meanCrossEntropy } from '../src/ops/crossEntropy';
import { prepareTestBackend } from './support/backend';
import { fixtureJson } from './support/fixtures';

/** Logits of three examples at four exits, and their labels: the input of the authors' loss. */
const logits = [
  [
    [0.2, -0.1],
    [1.5, -1],
    [-0.3, 0.4],
  ],
  [
    [0.9, -0.7],
    [2.5, -2],
    [0.1, -0.2],
  ],
  [
    [1.9, -1.7],
    [3.5, -3],
    [-1.1, 1.2],
  ],
  [
    [2.9, -2.7],
    [4.5, -4],
    [-2.1, 2.2],
  ],
];
const labels = [0, 1, 1];

const golden = fixtureJson<{ readonly ce_sum: number }>('golden/sweet.json');

before(prepareTestBackend);

it('the loss of Early-Exit and SWEET is the plain sum over exits of mean cross-entropies', () => {
  for (const method of [earlyExit, sweet]) {
    const sum = tf.tidy(() => {
      const y = tf.tensor1d(labels, 'int32');
      const exits = logits.map((rows, e) => {
        const values = tf.tensor2d(rows);
        return { depth: e + 1, logits: values, features: values };
      });
      return method
        .loss(
          exits.map((exit) => meanCrossEntropy(exit.logits, y)),
          exits,
          y,
        )
        .dataSync()[0];
    });
    assert.ok(Math.abs(sum / golden.ce_sum - 1) < 1e-6, `${sum}`);
  }
});
