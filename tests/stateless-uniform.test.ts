/** Random numbers of a seed are the same on every backend: those that TensorFlow draws. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { type BackendName, openBackend } from '../src/backend/open';
import { philox, philoxUniform } from '../src/ops/philox';
import { statelessUniform } from '../src/ops/statelessUniform';
import { withoutWebGpu } from './support/device';

const noDevice = withoutWebGpu();

describe('Philox4x32-10', () => {
  it("gives the known answers of its authors' library", () => {
    const answers = [
      { counter: [0, 0, 0, 0], key: [0, 0], words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
      {
        counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
        key: [0xffffffff, 0xffffffff],
        words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
      },
      {
        counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
        key: [0xa4093822, 0x299f31d0],
        words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
      },
    ];
    for (const { counter, key, words } of answers) {
      const found = Uint32Array.from(counter);
      philox(found, key[0], key[1]);
      assert.deepEqual([...found], words);
    }
  });
});

describe('uniform numbers of a seed and a place', () => {
  const cases: readonly [number, number, number[]][] = [
    [1, 0, [3, 5]],
    [-7, 3, [2, 3, 7]],
    [2147483647, 12, [1001]],
    [-2147483648, 1, [1, 1, 1, 2]],
    [5, 2, [0, 4]],
  ];
  for (const name of ['tensorflow', 'webgpu', 'wasm', 'cpu'] satisfies BackendName[]) {
    it(`on ${name} are the same bits`, { skip: name === 'webgpu' && noDevice }, async () => {
      await openBackend(name, () => undefined);
      for (const [seed, place, shape] of cases) {
        const drawn = tf.tidy(() => statelessUniform(shape, tf.tensor1d([seed], 'int32'), place));
        assert.deepEqual(drawn.shape, shape);
        assert.deepEqual(await drawn.data(), philoxUniform(tf.util.sizeFromShape(shape), seed, place));
        drawn.dispose();
      }
    });
  }

  it('are spread over [0, 1)', () => {
    const values = philoxUniform(100_000, 3, 4);
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    assert.ok(values.every((x) => x >= 0 && x < 1));
    assert.ok(Math.abs(mean - 0.5) < 0.005, `${mean}`);
    assert.ok(Math.abs(values.filter((x) => x < 0.1).length / values.length - 0.1) < 0.005);
  });
});
