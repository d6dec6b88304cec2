import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { decide, signalScores, sweep } from '../src/analysis';
import {
  betaAt,
  calibrationLoss,
  contributingExits,
  cosee,
  exitLayers,
  internalExits,
  sampleWeights,
} from '../src/methods';
import { crossEntropy } from '../src/ops/crossEntropy';
import {
  atTemperature,
  energy,
  energySignal,
  entropy,
  entropySignal,
  softmaxScore,
  softmaxScoreSignal,
} from '../src/signals';
import { classification } from '../src/targets';
import { prepareTestBackend } from './support/backend';
import { assertClose, assertEachClose, flat } from './support/close';
import { goldenCosee as golden, goldenCoseeRecord } from './support/goldenCosee';
import { exitSaying, inputsByHand } from './support/lossesByHand';

const cases = [
  { signal: energy, free: energySignal, told: 'energy' },
  { signal: entropy, free: entropySignal, told: 'entropy' },
  { signal: softmaxScore, free: softmaxScoreSignal, told: 'labelscore' },
];
const [M, N, C] = [4, 5, 2];
const internal = () => tf.tensor3d(golden.logits.slice(0, M - 1));
const rows = (logits: tf.Tensor): tf.Tensor2D => tf.reshape(logits, [-1, C]);
const record = goldenCoseeRecord();

/** Right (1) or wrong (0) of every internal exit, [M - 1, N]. */
const rightOf = (labels: readonly number[]) =>
  tf.reshape(classification.rightness(rows(internal()), tf.tile(tf.tensor1d([...labels]), [M - 1])), [
    M - 1,
    N,
  ]) as tf.Tensor2D;

const calibrationOf = (
  { signal }: (typeof cases)[number],
  logits: tf.Tensor,
  labels: readonly number[],
  average = contributingExits,
) => {
  const scores = tf.reshape(signal.of(rows(logits)), [M - 1, N]) as tf.Tensor2D;
  return calibrationLoss(signal.exitsWhen, scores, rightOf(labels), { margin: 0.3, average });
};

const numbers = (make: () => tf.Tensor): number[] => tf.tidy(() => [...make().dataSync()]);

before(prepareTestBackend);

for (const each of cases) {
  const { signal, free, told } = each;
  const expected = golden.signals[told];

  describe(`${signal.name}, beside the published functions`, () => {
    it('as tensors and as numbers, at temperatures 1 and 2', () => {
      for (const T of [1, 2]) {
        const at = atTemperature(free, T);
        const want = flat(expected[`signal_T${T}.0`]);
        assertEachClose(
          numbers(() => at.of(rows(internal()))),
          want,
          { absolute: 1e-6 },
          `tensors, T ${T}`,
        );
        const scores = signalScores(record, at).slice(0, (M - 1) * N);
        assertEachClose(scores, want, { absolute: 1e-6 }, `numbers, T ${T}`);
      }
    });

    it('has their exit layers, in training and afterwards', () => {
      const thresholds = Object.keys(expected).flatMap(
        (name) => name.match(/^exit_layers_thr(.*)/)?.[1] ?? [],
      );
      assert.equal(thresholds.length, 3);
      const layers = numbers(() =>
        exitLayers(
          signal.exitsWhen,
          tf.reshape(signal.of(rows(internal())), [M - 1, N]),
          tf.tensor1d(thresholds.map(Number)),
        ),
      );
      const want = thresholds.map((t) => expected[`exit_layers_thr${t}`]);
      assert.deepEqual(layers, want.flat());
      thresholds.forEach((t, i) => {
        assert.deepEqual([...decide(record, signal, Number(t))], want[i]);
      });
    });

    it('has their range', () => {
      const scores = numbers(() => signal.of(rows(internal())));
      assertEachClose(
        [Math.min(...scores), Math.max(...scores)],
        expected.range,
        { absolute: 1e-6 },
        'range',
      );
    });

    it('has their calibration loss and its gradient', () => {
      const losses = numbers(() =>
        tf.stack([
          calibrationOf(each, internal(), golden.labels),
          calibrationOf(each, internal(), [0, 0, 1, 1, 1]),
        ]),
      );
      const want = [expected['osc_eps0.3'], expected.osc_labels_00111];
      assertEachClose(losses, want, { absolute: 1e-6 }, 'calibration loss');
      const gradient = numbers(() =>
        tf.grad((logits) => calibrationOf(each, logits, golden.labels))(internal()),
      );
      assertClose(gradient, flat(expected.osc_grad), 1e-5, 'gradient');
    });

    it('has no calibration loss where every exit has all right', () => {
      const right = tf.ones([M - 1, N]) as tf.Tensor2D;
      const scores = tf.reshape(signal.of(rows(internal())), [M - 1, N]) as tf.Tensor2D;
      for (const average of [contributingExits, internalExits]) {
        const [loss] = numbers(() =>
          calibrationLoss(signal.exitsWhen, scores, right, { margin: 0.3, average }),
        );
        assert.equal(loss, expected.osc_all_right);
      }
      tf.dispose([right, scores]);
    });

    it('with three classes', () => {
      const logits = [
        [1, 0, -1],
        [3, 0.1, 0.2],
      ];
      assertEachClose(
        numbers(() => signal.of(tf.tensor2d(logits))),
        golden.three_class[told],
        { absolute: 1e-6 },
        'three classes',
      );
    });
  });
}

describe('sample weighting, beside the published functions', () => {
  it('has their weights for a sample that leaves at each exit', () => {
    for (const [t, want] of golden.weights_beta10_total100_M4) {
      const beta = betaAt(10, { t: t + 1, steps: 100 });
      const weights = numbers(() =>
        sampleWeights(tf.reshape(tf.range(0, M), [1, M]) as tf.Tensor2D, M, tf.scalar(beta)),
      );
      assertEachClose(weights, flat(want), { absolute: 1e-6 }, `weights at step ${t}`);
    }
  });

  it('weighs the cross-entropies as they do, threshold by threshold and in the mean', () => {
    const thresholds = [0.1, 0.2, 0.3];
    const weighted = (some: number[]) =>
      numbers(() => {
        const scores = tf.reshape(energy.of(rows(internal())), [M - 1, N]) as tf.Tensor2D;
        const layers = exitLayers(energy.exitsWhen, scores, tf.tensor1d(some));
        const weights = sampleWeights(layers, M, tf.scalar(betaAt(10, { t: 11, steps: 100 })));
        const labels = tf.tensor1d(golden.labels, 'int32');
        const losses = golden.logits.map((logits) => crossEntropy(tf.tensor2d(logits), labels));
        return tf.div(tf.sum(tf.mul(weights, tf.stack(losses, 1))), N);
      })[0];
    const each = thresholds.map((t) => weighted([t]));
    assertEachClose(each, golden.swm_loss_per_thr_t10_beta10, { absolute: 1e-6 }, 'a threshold');
    assertEachClose([weighted(thresholds)], [golden.swm_loss], { absolute: 1e-6 }, 'mean');
  });

  it('is what the method trains on: L_CE + α L_OSC, with both noted', () => {
    const method = cosee({ signal: energy, beta0: 10, alpha: 0.5, margin: 0.3 });
    const notes: Record<string, number> = {};
    const [loss] = numbers(() => {
      const exits = golden.logits.map((logits, e) => exitSaying(e + 1, tf.tensor2d(logits)));
      const schedule = tf.tensor1d([1, 0.1, 0.2, 0.3]);
      return method.loss(
        inputsByHand(exits, [], tf.tensor1d(golden.labels), schedule, (name, x) => {
          notes[name] = x.dataSync()[0];
        }),
      );
    });
    const { 'osc_eps0.3': osc, range } = golden.signals.energy;
    const found = [loss, notes.weighted, notes.calibration, notes.lowest, notes.highest];
    const want = [golden.swm_loss + 0.5 * osc, golden.swm_loss, osc, ...range];
    assertEachClose(found, want, { absolute: 1e-6 }, 'loss and notes');
  });

  it('their evaluator counts and predicts the same', () => {
    const [point] = sweep(record, energy, [0.2], 'accuracy');
    const { counter, pred } = golden['eval_thr0.2'];
    assert.deepEqual(point.counts, Object.values(counter));
    const right = pred.filter((said, n) => said === golden.labels[n]).length / N;
    assert.equal(point.score, right);
  });
});
