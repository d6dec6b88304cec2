import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { earlyExit, sweet } from '../src/methods';
import { meanCrossEntropy } from '../src/ops/crossEntropy';
import { prepareTestBackend } from './support/backend';
import { fixtureJson } from './support/fixtures';
import { labels, logits } from './support/goldenSweet';
import { exitSaying, inputsByHand } from './support/lossesByHand';

const golden = fixtureJson<{ readonly ce_sum: number }>('golden/sweet.json');

before(prepareTestBackend);

it('the loss of Early-Exit and SWEET is the plain sum over exits of mean cross-entropies', () => {
  for (const method of [earlyExit, sweet]) {
    const sum = tf.tidy(() => {
      const y = tf.tensor1d(labels, 'int32');
      const exits = logits.map((rows, e) => exitSaying(e + 1, tf.tensor2d(rows)));
      const losses = exits.map((exit) => meanCrossEntropy(exit.logits, y));
      return method.loss(inputsByHand(exits, losses, y)).dataSync()[0];
    });
    assert.ok(Math.abs(sum / golden.ce_sum - 1) < 1e-6, `${sum}`);
  }
});
