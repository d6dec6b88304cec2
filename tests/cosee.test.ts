import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import {
  type CoseeOptions,
  calibrationLoss,
  contributingExits,
  cosee,
  drawnThresholds,
  earlyExit,
  exitLayers,
  givenThresholds,
  internalExits,
  sampleWeights,
  vanilla,
} from '../src/methods';
import { lastRange } from '../src/methods/cosee/thresholds';
import { crossEntropy, meanCrossEntropy } from '../src/ops/crossEntropy';
import { coseeSignals, energy, plainEnergy } from '../src/signals';
import { classification } from '../src/targets';
import { seededRandom } from '../src/text/random';
import type { DifferentiableSignal, ExitOutput, Method, Step, StepRecord } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertClose, assertEachClose } from './support/close';
import { refuses } from './support/files';
import { exitSaying, inputsByHand } from './support/lossesByHand';

const [M, N, C] = [6, 7, 3];
const random = seededRandom(3);
const logits = Array.from({ length: M * N * C }, () => 2 * random.normal());
const labels = Array.from({ length: N }, () => random.integer(C));

/** Thresholds that lie among the signals of these logits. */
const among: Readonly<Record<string, readonly number[]>> = {
  energy: [0.05, 0.1, 0.2, 0.3],
  entropy: [0.2, 0.5, 0.7, 0.9],
  softmax: [0.5, 0.6, 0.8, 0.95],
};
const BETA = 0.7;
const scheduleOf = ({ name }: DifferentiableSignal) => [BETA, ...among[name]];

const exitsOf = (values: Tensor): ExitOutput[] =>
  tf.unstack(tf.reshape(values, [M, N, C])).map((own, e) => exitSaying(e + 1, own as Tensor2D));

/** A loss of the logits, and its gradient, on the host. */
function valueAndGradient(loss: (logits: Tensor) => Scalar) {
  return tf.tidy(() => {
    const { value, grad } = tf.valueAndGrad((x) => loss(x))(tf.tensor1d(logits));
    return { value: value.dataSync()[0], gradient: [...grad.dataSync()] };
  });
}

const ofMethod = (method: Method, schedule: readonly number[]) =>
  valueAndGradient((values) => {
    const [exits, y] = [exitsOf(values), tf.tensor1d(labels)];
    const losses = exits.map((exit) => meanCrossEntropy(exit.logits, tf.cast(y, 'int32')));
    return method.loss(inputsByHand(exits, losses, y, tf.tensor1d([...schedule])));
  });

const internalScores = (signal: DifferentiableSignal, values: Tensor) =>
  tf.reshape(signal.of(tf.reshape(tf.slice(values, 0, (M - 1) * N * C), [-1, C])), [M - 1, N]) as Tensor2D;

const numbers = (make: () => Tensor): number[] => tf.tidy(() => [...make().dataSync()]);

const step = (t: number, more: Partial<Step> = {}): Step => ({
  t,
  steps: 30,
  stepsPerEpoch: 10,
  exits: M,
  seed: 1,
  ...more,
});

/** Steps whose signals went from t / 100 to 0.5 + t / 100. */
const noted = (count: number): StepRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ step: i + 1, loss: [1], learningRate: 1e-3, gradientNorm: 1 },
    notes: { lowest: (i + 1) / 100, highest: 0.5 + (i + 1) / 100 },
  }));

before(prepareTestBackend);

for (const signal of coseeSignals) {
  describe(`COSEE with ${signal.name}`, () => {
    const schedule = scheduleOf(signal);
    const weights = () =>
      tf.tidy(() => {
        const layers = exitLayers(
          signal.exitsWhen,
          internalScores(signal, tf.tensor1d(logits)),
          tf.tensor1d([...among[signal.name]]),
        );
        return sampleWeights(layers, M, tf.scalar(BETA)).arraySync();
      });

    it('has samples leave at the exits that a plain search finds', () => {
      const scores = numbers(() => internalScores(signal, tf.tensor1d(logits)));
      const meets =
        signal.exitsWhen === 'score < threshold'
          ? (s: number, t: number) => s < t
          : (s: number, t: number) => s > t;
      const found = numbers(() =>
        exitLayers(
          signal.exitsWhen,
          internalScores(signal, tf.tensor1d(logits)),
          tf.tensor1d([...among[signal.name]]),
        ),
      );
      const expected = among[signal.name].flatMap((t) =>
        labels.map((_, n) => {
          const m = Array.from({ length: M - 1 }, (_, e) => scores[e * N + n]).findIndex((s) => meets(s, t));
          return m < 0 ? M - 1 : m;
        }),
      );
      assert.deepEqual(found, expected);
      assert.ok(new Set(found).size > 3, `leaves at ${found}`);
    });

    it('has weights over all exits that sum to 1, the largest of one threshold where the sample leaves', () => {
      for (const row of weights())
        assertEachClose([row.reduce((sum, w) => sum + w)], [1], { absolute: 1e-6 }, 'sum of weights');
      const layers = [0, 3, 5];
      const rows = tf.tidy(() => sampleWeights(tf.tensor2d([layers]), M, tf.scalar(BETA)).arraySync());
      rows.forEach((row, n) => {
        assert.equal(row.indexOf(Math.max(...row)), layers[n]);
      });
    });

    it('gives weights, exit layers and right answers no gradient', () => {
      const fixed = weights();
      const expected = valueAndGradient((values) => {
        const scores = internalScores(signal, values);
        const all = tf.reshape(values, [M * N, C]) as Tensor2D;
        const losses = tf.reshape(crossEntropy(all, tf.tile(tf.tensor1d(labels, 'int32'), [M])), [M, N]);
        const internal = tf.tensor2d(logits.slice(0, (M - 1) * N * C), [(M - 1) * N, C]);
        const right = classification.rightness(internal, tf.tile(tf.tensor1d(labels), [M - 1]));
        const calibration = calibrationLoss(signal.exitsWhen, scores, tf.reshape(right, [M - 1, N]), {
          ...{ margin: 0.3, average: contributingExits },
        });
        const weighted = tf.div(tf.sum(tf.mul(tf.transpose(tf.tensor2d(fixed)), losses)), N);
        return tf.add(weighted, tf.mul(0.5, calibration)) as Scalar;
      });
      const found = ofMethod(cosee({ signal, beta0: 1, alpha: 0.5 }), schedule);
      assertEachClose([found.value], [expected.value], { relative: 1e-6 }, 'loss');
      assertClose(found.gradient, expected.gradient, 1e-5, 'gradient');
    });

    it('is the mean of the exits without its parts, and a sum of them with both', () => {
      const of = (options: CoseeOptions) => cosee({ signal, beta0: 1, alpha: 0.5, ...options });
      const plain = ofMethod(of({ beta0: 0, alpha: 0 }), [0, 0]);
      const sum = ofMethod(earlyExit, []);
      assertEachClose([plain.value], [sum.value / M], { relative: 1e-6 }, 'vanilla');
      assertClose(
        plain.gradient,
        sum.gradient.map((g) => g / M),
        1e-5,
        'gradient of vanilla',
      );
      const swm = ofMethod(of({ alpha: 0 }), schedule);
      const osc = ofMethod(of({ beta0: 0 }), [0, 0]);
      const both = ofMethod(of({}), schedule);
      assertEachClose([both.value], [swm.value + osc.value - plain.value], { relative: 1e-6 }, 'both');
      const parts = swm.gradient.map((g, i) => g + osc.gradient[i] - plain.gradient[i]);
      assertClose(both.gradient, parts, 1e-5, 'gradient of both');
      for (const [name, part] of Object.entries({ swm, osc }))
        assert.ok(Math.abs(part.value - plain.value) > 1e-3, `${name} moves the loss`);
    });

    it('has every exit weigh alike at the first step, and where there is no beta0', () => {
      const first = cosee({ signal, beta0: 8, alpha: 0 }).schedule?.(step(1), []) ?? [];
      assert.equal(first.length, 6);
      assertEachClose(
        [ofMethod(cosee({ signal, beta0: 8, alpha: 0 }), first).value],
        [ofMethod(vanilla, [0, 0]).value],
        { relative: 1e-6 },
        'first step',
      );
      assert.deepEqual(cosee({ signal, beta0: 0 }).schedule?.(step(21), []), [0, 0]);
    });

    it('averages the calibration over exits that have both kinds, or over all', () => {
      const right = [
        [1, 1, 0],
        [1, 1, 1],
        [0, 0, 0],
      ];
      const of = (average = contributingExits) =>
        numbers(() => {
          const scores = tf.tensor2d(right.map((row) => row.map((_, n) => 0.2 + 0.1 * n)));
          return calibrationLoss(signal.exitsWhen, scores, tf.tensor2d(right), { margin: 0.5, average });
        })[0];
      const gap = signal.exitsWhen === 'score < threshold' ? -0.15 : 0.15;
      assertEachClose(
        [of(), of(internalExits)],
        [gap + 0.5, (gap + 0.5) / 3],
        { relative: 1e-5 },
        'calibration',
      );
    });
  });
}

describe("COSEE's signal", () => {
  it('has a least and a largest score', () => {
    refuses(() => cosee({ signal: plainEnergy }), 'energy before normalisation', 'bounded signal');
    refuses(() => cosee({ signal: plainEnergy, beta0: 0 }), 'energy before normalisation');
  });
});

describe("COSEE's thresholds", () => {
  it('are drawn from (0, 1) in the first epoch, and from the range of the epoch before afterwards', () => {
    const source = drawnThresholds(400);
    for (const t of [1, 10]) {
      const drawn = source.at(step(t), noted(t - 1));
      assert.ok(Math.min(...drawn) < 0.02 && Math.max(...drawn) > 0.98 && drawn.every((x) => x > 0 && x < 1));
    }
    for (const [t, low, high] of [
      [11, 0.01, 0.6],
      [20, 0.01, 0.6],
      [21, 0.11, 0.7],
    ]) {
      const before = noted(t - 1);
      assert.deepEqual(lastRange(step(t), before), [low, high]);
      const drawn = source.at(step(t), before);
      assert.ok(drawn.every((x) => x >= low && x < high));
      assert.ok(Math.min(...drawn) < low + 0.02 && Math.max(...drawn) > high - 0.02);
    }
  });

  it('depend on seed and step alone', () => {
    const source = drawnThresholds(5);
    assert.equal(source.at(step(1), []).length, 5);
    assert.deepEqual(source.at(step(12), noted(11)), drawnThresholds(5).at(step(12), noted(11)));
    assert.notDeepEqual(source.at(step(1), []), source.at(step(2), []));
    assert.notDeepEqual(source.at(step(1), []), source.at(step(1, { seed: 2 }), []));
  });

  it('of a signal that was constant are that constant, which no sample meets', () => {
    const still = noted(10).map((record) => ({ ...record, notes: { lowest: 0.25, highest: 0.25 } }));
    const drawn = drawnThresholds(3).at(step(11), still);
    assert.deepEqual(drawn, [0.25, 0.25, 0.25]);
    for (const { exitsWhen } of coseeSignals) {
      const layers = numbers(() => exitLayers(exitsWhen, tf.fill([M - 1, 2], 0.25), tf.tensor1d([...drawn])));
      assert.deepEqual(new Set(layers), new Set([M - 1]));
    }
  });

  it('are refused where the steps before do not tell the range', () => {
    const silent = noted(10).map(({ notes: _, ...record }) => record);
    refuses(() => drawnThresholds(5).at(step(11), silent), 'step 11', 'lowest and highest', 'NaN');
  });

  it('that are given are those of the step', () => {
    const lists = Array.from({ length: 30 }, (_, i) => [i / 100, i / 50]);
    assert.deepEqual(givenThresholds(lists).at(step(7), []), lists[6]);
    assert.notEqual(givenThresholds(lists).name, givenThresholds(lists.slice(1)).name);
  });
});

describe('COSEE refuses', () => {
  const depths = [1, 2, 3];
  const check = (options: CoseeOptions, exits = { depths, classes: 2 }) =>
    cosee(options).check?.({ ...exits, pooler: 'none' });

  it('constants that are negative or no numbers', () => {
    for (const name of ['beta0', 'alpha', 'margin'] as const)
      for (const value of [-1, Number.NaN, Infinity])
        refuses(() => cosee({ [name]: value }), name, '0 or more', `${value}`);
  });

  it('thresholds that are not as many as steps, or none', () => {
    for (const count of [0, -2, 2.5, Number.NaN])
      refuses(() => cosee({ thresholds: count }), 'thresholds', 'a positive integer', `${count}`);
    refuses(() => cosee({ thresholds: [] }), 'thresholds', 'got none');
    refuses(() => cosee({ thresholds: [[], []] }), 'thresholds', 'got none');
    refuses(() => cosee({ thresholds: [[0.1, 0.2], [0.1]] }), '2 numbers', '[0.1]', 'step 2');
    refuses(() => cosee({ thresholds: [[0.1], [Number.NaN]] }), '1 numbers', '[NaN]', 'step 2');
    for (const count of [29, 31]) {
      const lists = Array.from({ length: count }, () => [0.1]);
      refuses(() => cosee({ thresholds: lists }).schedule?.(step(1), []), 'each of 30 steps', `got ${count}`);
    }
  });

  it('one exit, numbers, and a margin that no exit could meet', () => {
    refuses(() => check({}, { depths: [3], classes: 2 }), '2 exits or more', 'got 1');
    refuses(() => check({}, { depths, classes: 1 }), '2 classes or more', 'a regression task');
    for (const signal of coseeSignals) {
      const [least, largest] = signal.range(2);
      for (const margin of [largest - least, 2])
        refuses(() => check({ signal, margin }), 'margin', `less than ${largest - least}`, `got ${margin}`);
      assert.doesNotThrow(() => check({ signal, margin: 0.99 * (largest - least) }));
    }
  });

  it('nothing that is usual: names tell what is at work', () => {
    const names = [{ beta0: 0, alpha: 0 }, { alpha: 0 }, { beta0: 0 }, {}].map(
      (options) => cosee(options).name,
    );
    assert.deepEqual(names, ['vanilla', 'swm-energy', 'osc-energy', 'cosee-energy']);
    assert.equal(cosee({ signal: energy }).check?.({ depths, classes: 2, pooler: 'none' }), undefined);
  });
});
