/** DisentangledEE: its fixed classifiers, what its stages move, what it refuses. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openSafetensors } from '../src/encoders/safetensors';
import { tightFrame } from '../src/exits/tightFrame';
import { disentangledEe } from '../src/methods';
import { prepareRun } from '../src/runs/prepare';
import { snapshotFile } from '../src/runs/record';
import { run } from '../src/runs/run';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { refuses } from './support/files';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

before(prepareTestBackend);

describe('an equiangular tight frame', () => {
  it('has directions of length 1, each as far from every other as can be', () => {
    for (const [C, H] of [
      [2, 5],
      [3, 4],
      [5, 30],
    ]) {
      const gram = tf.tidy(() => {
        const rows = tf.mul<tf.Tensor2D>(0.02, tf.randomNormal([C, H], 0, 1, 'float32', 7));
        const M = tightFrame(rows);
        return [...tf.matMul(M, M, false, true).dataSync()];
      });
      const expected = gram.map((_, i) => (i % (C + 1) === 0 ? 1 : -1 / (C - 1)));
      assertEachClose(gram, expected, { absolute: 1e-5 }, `${C} classes`);
    }
  });

  it('is finite where rows depend on each other', () => {
    const rows = [
      [1, 2],
      [2, 4],
      [0, 1],
      [3, 3],
    ];
    const M = tf.tidy(() => [...tightFrame(tf.tensor2d(rows)).dataSync()]);
    assert.ok(M.every(Number.isFinite), M.join());
  });
});

describe('DisentangledEE', () => {
  it('trains the model, then adapters and norms, and its frames never', async (t) => {
    const options = { ...smallRun(disentangledEe), epochs: 2, snapshots: [1, 7, 8] };
    const { folder } = await run(options, { store: temporaryFolder(t), say: () => undefined });
    const [first, middle, last] = [1, 7, 8].map((step) => openSafetensors(snapshotFile(folder, step)));
    const moved = (from: typeof first, to: typeof first) =>
      first.names.filter((name) => `${from.floats(name).data}` !== `${to.floats(name).data}`);
    const early = moved(first, middle);
    assert.ok(early.length > 50 && early.includes('exits.2.norm.weight'));
    assert.ok(!early.some((name) => /^exits\.[01]\.|frame/.test(name)), early.join());
    const late = moved(middle, last);
    assert.ok(
      late.length > 0 && late.every((name) => /^exits\.[01]\.(adapter|norm)\./.test(name)),
      late.join(),
    );
    assert.ok(!first.names.some((name) => name.startsWith('exits.2.adapter')));
  });

  it('refuses one exit and a regression task', () => {
    const alone = () => void prepareRun({ ...smallRun(disentangledEe), exits: [5] });
    refuses(alone, 'DisentangledEE', '2 exits', 'got 1');
    const check = () => disentangledEe.check?.({ depths: [1, 2], classes: 1, pooler: 'shared' });
    refuses(check, 'DisentangledEE', '2 classes', 'regression');
  });
});
