/** LeeBERT: its halves of the training examples, what each half moves, and special cases. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { earlyExit, gamlBert, leeBert } from '../src/methods';
import { halves } from '../src/methods/halves';
import type { LeeBertOptions } from '../src/methods/leeBert';
import { differentiate } from '../src/ops/differentiate';
import { run } from '../src/runs/run';
import { deviceParameters } from '../src/training/evaluate';
import { wholeBackward } from '../src/training/exitObjective';
import { initialParameters } from '../src/training/initialise';
import { lossInputs } from '../src/training/lossInputs';
import { stepInputs } from '../src/training/step';
import type { ExitOutput, LossInputs, Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { hostGradients } from './support/hostGradients';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';
import { tinyBatch, tinyBert, tinyModel } from './support/tinyBert';

before(prepareTestBackend);

describe('the halves', () => {
  it('are equal but for one example, and depend on the seed alone', () => {
    for (const examples of [1, 2, 9, 100]) {
      const split = halves(examples, 3);
      assert.ok(split.every((half) => half === 0 || half === 1));
      assert.equal(split.filter((half) => half === 0).length, Math.ceil(examples / 2));
      assert.equal(split.length, examples);
    }
    assert.deepEqual(halves(100, 3), halves(100, 3));
    assert.notDeepEqual(halves(100, 3), halves(100, 4));
  });
});

/** Logits of three exits for four examples of three classes, and the numbers of the weights of each exit. */
const LOGITS = [
  [
    [1, -2, 0.5],
    [0.3, 0.2, -1],
    [-0.7, 0.4, 1.1],
    [0.2, 0.6, -0.3],
  ],
  [
    [0, 1, 0.5],
    [-0.4, 2, 1],
    [0.9, -0.2, 0.3],
    [-1.2, 0.1, 0.8],
  ],
  [
    [0.1, 0, -0.5],
    [1.4, -2, 1],
    [0.5, 0.3, -0.9],
    [0.7, -0.6, 0.2],
  ],
];
const WEIGHTS = [
  [0.4, -0.3],
  [0.1, 0.9],
  [-0.8, 0.2],
];
const TEACHERS = [
  [1, 2],
  [0, 2],
  [0, 1],
];
const equal = WEIGHTS.map(() => [0, 0]);

const softmax = (z: readonly number[]) => {
  const sum = z.reduce((total, x) => total + Math.exp(x), 0);
  return z.map((x) => Math.exp(x) / sum);
};
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i], 0);

/** T² times the mean of KL(p_k ‖ p_m) over these examples, by hand. */
function divergence(k: number, m: number, examples: readonly number[], T: number): number {
  const each = examples.map((n) => {
    const [p, q] = [k, m].map((exit) => softmax(LOGITS[exit][n].map((z) => z / T)));
    return p.reduce((sum, x, c) => sum + x * Math.log(x / q[c]), 0);
  });
  return (T ** 2 * each.reduce((a, b) => a + b, 0)) / Math.max(1, each.length);
}

/** The loss, its notes and its gradients, with constant losses of the exits. `split` has the half of each example. */
function read(method: Method, split: readonly number[], weights = WEIGHTS) {
  return tf.tidy(() => {
    const values = [...LOGITS.map((rows) => tf.tensor2d(rows)), ...weights.map((row) => tf.tensor1d(row))];
    const notes: Record<string, number> = {};
    const forward = (xs: readonly Tensor[]) => {
      const exits = xs.slice(0, 3).map((x, e): ExitOutput => {
        const logits = x as Tensor2D;
        return { depth: e + 1, logits, features: logits, input: logits };
      });
      const given = {
        labels: tf.tensor1d([0, 1, 2, 0]),
        seed: tf.tensor1d([1], 'int32'),
        memory: tf.tensor1d([...split]),
        parameters: Object.fromEntries(xs.slice(3).map((x, m) => [`exits.${m}.loss.bias`, x])),
      };
      const inputs: LossInputs = lossInputs(
        exits,
        [1, 2, 3].map((loss) => tf.scalar(loss)),
        given,
        (name, value) => {
          [notes[name]] = value.dataSync();
        },
      );
      const y = method.loss(inputs);
      return { y, beside: [y] };
    };
    const { beside, gradients } = differentiate(values, forward);
    const found = gradients.map((gradient) => Array.from(gradient.dataSync()));
    return { loss: beside[0].dataSync()[0], notes, logits: found.slice(0, 3), weights: found.slice(3) };
  });
}

const SPLIT = [0, 1, 1, 0];
const [FIRST, SECOND] = [
  [0, 3],
  [1, 2],
];

describe('the loss', () => {
  const options: LeeBertOptions = { alpha: 0.5, temperature: 2 };
  const weighed = (examples: readonly number[]) =>
    TEACHERS.map((teachers, m) =>
      dot(
        softmax(WEIGHTS[m]),
        teachers.map((k) => divergence(k, m, examples, 2)),
      ),
    ).reduce((a, b) => a + b);

  it('is the labels of all examples, and what exits learn on the first half and weigh on the second', () => {
    const { loss, notes } = read(leeBert(options), SPLIT);
    const [first, second] = [FIRST, SECOND].map((examples) => 0.5 * weighed(examples));
    assertEachClose([loss], [6 + first + second], { relative: 1e-5 }, 'loss');
    const entropies = WEIGHTS.map((row) => -dot(softmax(row), softmax(row).map(Math.log)));
    const teachers = entropies.reduce((sum, h) => sum + Math.exp(h) / 3, 0);
    assertEachClose(
      [notes.crossEntropy, notes.distillation, notes.teachers],
      [6, first, teachers],
      { relative: 1e-5 },
      'notes',
    );
    assertEachClose([read(leeBert(), SPLIT, equal).notes.teachers], [2], { relative: 1e-6 }, 'equal weights');
  });

  it('moves the weights by the second half alone: away from teachers that an exit resembles little', () => {
    const { weights } = read(leeBert(options), SPLIT);
    WEIGHTS.forEach((row, m) => {
      const [w, D] = [softmax(row), TEACHERS[m].map((k) => divergence(k, m, SECOND, 2))];
      const slopes = w.map((own, i) => 0.5 * own * (D[i] - dot(w, D)));
      assertEachClose(weights[m], slopes, { absolute: 1e-6 }, `weights of exit ${m}`);
    });
  });

  it('moves the model by the first half alone, and not through the weights', () => {
    const { logits } = read(leeBert(options), SPLIT);
    LOGITS.forEach((rows, m) => {
      const w = softmax(WEIGHTS[m]);
      const slopes = rows.map((row, n) => {
        if (SPLIT[n] === 1) return row.map(() => 0);
        const q = softmax(row.map((z) => z / 2));
        const apart = TEACHERS[m].map((k) => softmax(LOGITS[k][n].map((z) => z / 2)));
        // T²/T for each of the two examples of the half, times α.
        return q.map((own, c) => ((0.5 * 2) / 2) * w.reduce((sum, x, i) => sum + x * (own - apart[i][c]), 0));
      });
      assertEachClose(logits[m], slopes.flat(), { absolute: 1e-6 }, `logits of exit ${m}`);
    });
  });

  it('is finite for a batch without one of the halves, which then moves nothing', () => {
    const [all, none] = [read(leeBert(), [0, 0, 0, 0]), read(leeBert(), [1, 1, 1, 1])];
    for (const { loss, logits, weights } of [all, none])
      assert.ok([loss, ...logits.flat(), ...weights.flat()].every(Number.isFinite));
    assert.ok(all.weights.flat().every((slope) => slope === 0));
    assert.ok(all.logits.every((slopes) => slopes.some((slope) => slope !== 0)));
    assert.ok(none.logits.flat().every((slope) => slope === 0));
    assert.ok(none.weights.every((slopes) => slopes.some((slope) => slope !== 0)));
  });

  it('is that of GAML-BERT with equal weights on the first half', () => {
    const [lee, gaml] = [leeBert(), gamlBert()].map((method) => read(method, [0, 0, 0, 0], equal));
    assertEachClose([lee.loss], [gaml.loss], { relative: 1e-6 }, 'loss');
    assertEachClose(lee.logits.flat(), gaml.logits.flat(), { absolute: 1e-6 }, 'gradients of the exits');
  });
});

/** The losses and gradients of a step with dropout, on the host. */
function gradientsOf(method: Method) {
  const model = tinyModel({ pooling: 'cls', pooler: 'shared' }, method, 0.1);
  const parameters = deviceParameters(model, initialParameters(model, tinyBert(), 3, null));
  const batch = { ...tinyBatch(6), memory: Float32Array.of(0, 1, 0, 1, 1, 0) };
  return hostGradients(wholeBackward, { model, method }, parameters, () => stepInputs(batch, 5, 2));
}

describe('a special case', () => {
  it('LeeBERT with α = 0 is the sum, exactly', () => {
    const [plain, lee] = [earlyExit, leeBert({ alpha: 0 })].map(gradientsOf);
    assert.deepEqual(lee.losses, plain.losses);
    for (const [name, values] of Object.entries(plain.gradients))
      assert.ok(
        values.every((x, i) => x === lee.gradients[name][i]),
        name,
      );
    const weights = Object.keys(lee.gradients).filter((name) => !(name in plain.gradients));
    assert.deepEqual(
      weights,
      [0, 1, 2].map((m) => `exits.${m}.loss.bias`),
    );
    assert.ok(weights.every((name) => lee.gradients[name].every((x) => x === 0)));
  });
});

describe('a run of LeeBERT', () => {
  it('learns its weights, and does not read the training examples before', async (t) => {
    const said = new Set<string>();
    const { steps } = await run(
      { ...smallRun(leeBert()), epochs: 3, learningRate: 1e-3 },
      {
        ...{ store: temporaryFolder(t), say: () => undefined },
        onProgress: ({ label }) => said.add(label),
      },
    );
    assert.ok(![...said].some((label) => label.includes('training examples')), [...said].join());
    const teachers = steps.map(({ notes }) => notes?.teachers ?? Number.NaN);
    assertEachClose([teachers[0]], [2], { relative: 1e-6 }, 'equal weights');
    assert.ok(teachers[teachers.length - 1] < 2 - 1e-4, `${teachers}`);
  });
});
