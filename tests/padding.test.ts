/** Hidden states have a row for each token and none for padding; only attention sees the padded places. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { deviceTokens, placesOf } from '../src/encoders/tokens';
import { headPlaces } from '../src/ops/headPlaces';
import { firstTokens, type Places, pickTokens, spreadTokens } from '../src/ops/places';
import { makeBatch } from '../src/text/batches';
import { prepareTestBackend } from './support/backend';

const examples = [
  { ids: [5, 6, 7], typeIds: [0, 0, 1], label: 0 },
  { ids: [8], typeIds: [0], label: 1 },
].map(({ ids, typeIds, label }) => ({
  ids: Int32Array.from(ids),
  typeIds: Int32Array.from(typeIds),
  label,
}));
const batch = makeBatch(examples, [0, 1], { padId: 9, multiple: 4 });

/** The gradient of an operation on tokens, as lists. */
const gradientOf = (op: (x: Tensor2D, places: Places) => Tensor, x: Tensor2D, dy: Tensor2D) => {
  const places = deviceTokens(batch);
  return tf
    .grad((x) => op(x as Tensor2D, places))(x, dy)
    .arraySync();
};

describe('the tokens of a padded batch', () => {
  before(prepareTestBackend);

  it('are moved to the device without the padding, and know their places', () => {
    assert.deepEqual([...batch.ids], [5, 6, 7, 9, 8, 9, 9, 9]);
    const { mask, ...rows } = deviceTokens(batch);
    const values = Object.entries(rows).map(([name, tensor]) => [name, [...tensor.dataSync()]]);
    assert.deepEqual(Object.fromEntries(values), {
      ids: [5, 6, 7, 8],
      typeIds: [0, 0, 1, 0],
      positions: [0, 1, 2, 0],
      places: [0, 1, 2, 4],
      tokens: [0, 1, 2, 4, 3, 4, 4, 4],
    });
    assert.deepEqual(mask.shape, [2, 4]);
    tf.dispose([mask, ...Object.values(rows)]);
  });

  it('are spread over the places with zeros between, and picked again', () => {
    tf.tidy(() => {
      const { places, tokens } = deviceTokens(batch);
      const x = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [4, 2]);
      const all = spreadTokens(x, { places, tokens });
      assert.deepEqual(all.arraySync(), [
        [1, 2],
        [3, 4],
        [5, 6],
        [0, 0],
        [7, 8],
        [0, 0],
        [0, 0],
        [0, 0],
      ]);
      assert.deepEqual(pickTokens(all, { places, tokens }).arraySync(), x.arraySync());
    });
  });

  it('have the first of each example picked without the others, as if they were spread', () => {
    tf.tidy(() => {
      const places = deviceTokens(batch);
      const x = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [4, 2]);
      const dy = tf.tensor2d([1, 10, 100, 1000], [2, 2]);
      const first = (x: Tensor2D) => firstTokens(x, places, [2, 4]);
      const spread = (x: Tensor2D) =>
        tf.reshape(tf.slice(tf.reshape(spreadTokens(x, places), [2, 4, 2]), 0, [2, 1, 2]), [2, 2]);
      for (const of of [first, spread]) {
        assert.deepEqual(of(x).arraySync(), [
          [1, 2],
          [7, 8],
        ]);
        assert.deepEqual(gradientOf(of, x, dy), [
          [1, 10],
          [0, 0],
          [0, 0],
          [100, 1000],
        ]);
      }
    });
  });

  it('have heads with places among those of the batch, and there a token or padding', () => {
    tf.tidy(() => {
      const { parts, inBatch, inTokens } = headPlaces(deviceTokens(batch), [2, 4], 2);
      const [, keys] = parts.arraySync();
      assert.deepEqual(keys, [
        [
          [2, 8, 14, 20],
          [3, 9, 15, 21],
        ],
        [
          [20, 20, 20, 20],
          [21, 21, 21, 21],
        ],
      ]);
      assert.deepEqual(inBatch.arraySync(), [
        [0, 4],
        [1, 5],
        [2, 6],
        [8, 12],
      ]);
      assert.deepEqual(inTokens.arraySync(), [
        [
          [
            [0, 2, 4, 8],
            [1, 3, 5, 9],
          ],
          [
            [6, 8, 8, 8],
            [7, 9, 9, 9],
          ],
        ],
      ]);
    });
  });

  it('each of the two is the gradient of the other', () => {
    tf.tidy(() => {
      const places = deviceTokens(batch);
      const few = tf.tensor2d([1, 2, 3, 4], [4, 1]);
      const many = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [8, 1]);
      assert.deepEqual(gradientOf(spreadTokens, few, many), pickTokens(many, places).arraySync());
      assert.deepEqual(gradientOf(pickTokens, many, few), spreadTokens(few, places).arraySync());
    });
  });

  it('are all places where nothing is padding', () => {
    assert.deepEqual(placesOf(new Float32Array(3).fill(1)), {
      places: Int32Array.of(0, 1, 2),
      tokens: Int32Array.of(0, 1, 2),
    });
  });
});
