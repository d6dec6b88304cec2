import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import {
  atTemperature,
  energySignal,
  entropySignal,
  type LogitSignal,
  softmaxScoreSignal,
} from '../src/signals';
import { seededRandom } from '../src/text/random';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { refuses } from './support/files';

const free = [energySignal, entropySignal, softmaxScoreSignal];
const temperatures = [0.01, 0.5, 1, 3, 1000];

/** Finite logits that overflow, underflow or tie somewhere on the way. */
const extreme: readonly (readonly number[])[] = [
  [1e4, -1e4, 0],
  [-1e4, -1e4, -1e4],
  [3e38, -3e38, 3e38],
  [-3e38, 3e38, -3e38],
  [3.4e38, 3.4e38, 3.4e38],
  [-3.4e38, -3.4e38, -3.4e38],
  [0, 0, 0],
  [1e-45, -1e-45, 0],
  [88.8, 0, -104],
  [2, 2, 1],
  [17, 0, 0],
];

const random = seededRandom(5);
const usual = Array.from({ length: 40 }, () => Array.from({ length: 3 }, () => 3 * random.normal()));

const scoresOf = (signal: LogitSignal, T: number, rows: readonly (readonly number[])[]): number[] =>
  rows.map((row) => atTemperature(signal, T).score([{ depth: 1, logits: Float32Array.from(row) }]));

const tensorsOf = (signal: LogitSignal, T: number, rows: readonly (readonly number[])[]) =>
  tf.tidy(() => {
    const at = atTemperature(signal, T);
    const { value, grad } = tf.valueAndGrad((f) => tf.sum(at.of(f as tf.Tensor2D)))(
      tf.tensor2d(rows.map((row) => [...row])),
    );
    value.dispose();
    return {
      values: [...at.of(tf.tensor2d(rows.map((row) => [...row]))).dataSync()],
      gradients: [...grad.dataSync()],
    };
  });

/** The derivative of the signal by logit c, from the numbers, which are float64. */
function slope(signal: LogitSignal, T: number, row: readonly number[], c: number): number {
  const h = 1e-5 * T;
  const at = atTemperature(signal, T);
  const moved = (by: number) => at.score([{ depth: 1, logits: row.map((x, i) => (i === c ? x + by : x)) }]);
  return (moved(h) - moved(-h)) / (2 * h);
}

before(prepareTestBackend);

for (const signal of free) {
  describe(`the signal ${signal.name}`, () => {
    it('is finite and in its range for any finite logits, and so are its gradients', () => {
      for (const T of temperatures) {
        for (const rows of [extreme, extreme.map((row) => row.slice(0, 2))]) {
          const [least, largest] = signal.range(rows[0].length);
          const { values, gradients } = tensorsOf(signal, T, rows);
          for (const found of [values, scoresOf(signal, T, rows)])
            found.forEach((x, i) => {
              assert.ok(x >= least - 1e-6 && x <= largest + 1e-6, `${x} of [${rows[i]}] at temperature ${T}`);
            });
          assert.ok(gradients.every(Number.isFinite), `temperature ${T}: ${gradients}`);
        }
      }
    });

    it('is the same as numbers and as tensors', () => {
      for (const T of temperatures) {
        for (const rows of [extreme, usual]) {
          const { values } = tensorsOf(signal, T, rows);
          const small = { absolute: 1e-6, relative: 1e-5 };
          assertEachClose(values, scoresOf(signal, T, rows), small, `temperature ${T}`);
        }
      }
    });

    it('has the gradient of its formula', () => {
      for (const T of [0.5, 1, 3]) {
        const expected = usual.flatMap((row) => row.map((_, c) => slope(signal, T, row, c)));
        assertEachClose(
          tensorsOf(signal, T, usual).gradients,
          expected,
          { absolute: 2e-6, relative: 1e-4 },
          `temperature ${T}`,
        );
      }
    });

    it('refuses a temperature that is none, and exits that answer a number', () => {
      for (const T of [0, -1, Number.NaN, Infinity])
        refuses(() => atTemperature(signal, T), 'temperature', 'above 0', `${T}`);
      refuses(() => scoresOf(signal, 1, [[1]]), signal.name, '2 or more logits');
      refuses(
        () => tf.tidy(() => atTemperature(signal, 1).of(tf.tensor2d([[1]]))),
        signal.name,
        '2 or more logits',
      );
    });
  });
}
