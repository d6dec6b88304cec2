/** Methods whose exits teach each other or weigh themselves: special cases, numbers by hand, and bad input. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { cagrad, dynExit, earlyExit, fastBert, gamlBert, leeBert } from '../src/methods';
import { byOnePlusSquare, conflictAverse, conflictWeights, unscaled } from '../src/methods/cagrad';
import {
  distilled,
  mutualDivergences,
  studentToTeacher,
  teacherToStudent,
} from '../src/methods/distillation';
import { aligned } from '../src/methods/gamlBert';
import { labMethod } from '../src/methods/labMethod';
import { identityOf } from '../src/runs/identity';
import { seededRandom } from '../src/text/random';
import { deviceParameters } from '../src/training/evaluate';
import { wholeBackward } from '../src/training/exitObjective';
import { initialParameters } from '../src/training/initialise';
import { stepInputs } from '../src/training/step';
import type { Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { refuses } from './support/files';
import { hostGradients } from './support/hostGradients';
import { tinyBatch, tinyBert, tinyModel } from './support/tinyBert';

before(prepareTestBackend);

const sizes = { depths: [1, 3, 5], classes: 2, steps: 40, stepsPerEpoch: 20 };
const checked = (depths: readonly number[], classes: number) => ({
  ...{ depths, classes, pooler: 'shared' as const },
});

/** 1/B Σ_n Σ_c p_c ln (p_c / q_c) of logits, by hand. */
function divergence(p: readonly number[][], q: readonly number[][]): number {
  const softmax = (z: readonly number[]) => {
    const sum = z.reduce((total, x) => total + Math.exp(x), 0);
    return z.map((x) => Math.exp(x) / sum);
  };
  const [ps, qs] = [p.map(softmax), q.map(softmax)];
  const each = ps.map((row, n) => row.reduce((sum, x, c) => sum + x * Math.log(x / qs[n][c]), 0));
  return each.reduce((a, b) => a + b) / each.length;
}

const teacher = [
  [1, -2, 0.5],
  [0.3, 0.2, -1],
];
const student = [
  [0, 1, 0.5],
  [-0.4, 2, 1],
];
const third = [
  [0.1, 0, -0.5],
  [1.4, -2, 1],
];
const at = (temperature: number, rows: readonly number[][]) =>
  rows.map((row) => row.map((x) => x / temperature));

describe('distillation', () => {
  it('is the divergence of probabilities at a temperature, times its square', () => {
    for (const temperature of [1, 2.5])
      for (const of of [teacherToStudent, studentToTeacher]) {
        const [found] = distilled(tf.tensor2d(teacher), tf.tensor2d(student), {
          ...{ divergence: of, temperature },
        }).dataSync();
        const [t, s] = [teacher, student].map((rows) => at(temperature, rows));
        const expected = temperature ** 2 * (of === teacherToStudent ? divergence(t, s) : divergence(s, t));
        assertEachClose([found], [expected], { relative: 1e-5 }, `${of.name} at ${temperature}`);
      }
  });

  it('gives the student q - p to learn from, and the teacher nothing', () => {
    const [toTeacher, toStudent] = tf.grads((t, s) =>
      distilled(t as tf.Tensor2D, s as tf.Tensor2D, { divergence: teacherToStudent }),
    )([tf.tensor2d(teacher), tf.tensor2d(student)]);
    assert.ok(toTeacher.dataSync().every((x) => x === 0));
    const apart = tf.div(tf.sub(tf.softmax(tf.tensor2d(student)), tf.softmax(tf.tensor2d(teacher))), 2);
    assertEachClose(toStudent.dataSync(), apart.dataSync(), { absolute: 1e-6 }, 'gradient of the student');
  });

  it('between all exits is that of each pair, a row for each student', () => {
    const all = [teacher, student, third];
    const found = mutualDivergences(
      all.map((rows) => tf.tensor2d(rows)),
      2,
    );
    const scaled = all.map((rows) => at(2, rows));
    const expected = scaled.flatMap((m) => scaled.map((k) => 4 * divergence(k, m)));
    assertEachClose(found.dataSync(), expected, { relative: 1e-5, absolute: 1e-7 }, 'divergences');
  });
});

describe('gradients that are combined', () => {
  const vectors = (rows: readonly number[][]) => rows.map((row) => tf.tensor1d(row));

  it('of GAML-BERT lose what is against the cross-entropy, and nothing else', () => {
    const of = (...rows: number[][]) => Array.from(aligned(vectors(rows)).dataSync());
    assertEachClose(of([1, 0], [-2, 1]), [1, 1], { absolute: 1e-6 }, 'a conflict');
    assertEachClose(of([1, 0], [2, 1]), [3, 1], { absolute: 1e-6 }, 'no conflict');
    assertEachClose(of([0, 0], [-2, 1]), [-2, 1], { absolute: 1e-6 }, 'no direction');
  });

  it('of CAGrad are the sum with c = 0, and each alone stays', () => {
    const rows = [
      [1, 0.5, -2],
      [-2, 1, 0.25],
    ];
    for (const rescaling of [byOnePlusSquare, unscaled]) {
      const found = conflictAverse(vectors(rows), 0, rescaling).dataSync();
      assert.deepEqual(Array.from(found), [-1, 1.5, -1.75]);
      const alone = conflictAverse(vectors(rows.slice(1)), 0.4, rescaling).dataSync();
      assert.deepEqual(Array.from(alone), rows[1]);
    }
  });

  /** The largest min_i <g_i, d> over a fine grid of the directions in the plane that CAGrad may take. */
  function bestOnGrid(rows: readonly number[][], c: number): number {
    const mean = [0, 1].map((x) => rows.reduce((sum, row) => sum + row[x], 0) / rows.length);
    const radius = c * Math.hypot(...mean);
    let best = -Infinity;
    for (let i = 0; i < 20000; i++) {
      const angle = (2 * Math.PI * i) / 20000;
      const d = [mean[0] + radius * Math.cos(angle), mean[1] + radius * Math.sin(angle)];
      best = Math.max(best, Math.min(...rows.map((row) => row[0] * d[0] + row[1] * d[1])));
    }
    return best;
  }

  it('of CAGrad help the exit that is helped least as much as any direction near the mean', () => {
    const cases = [
      [
        [1, 0],
        [-2, 1],
      ],
      [
        [1, 0.2],
        [0.1, 3],
        [-0.5, 0.4],
      ],
      [
        [5, 1],
        [-0.1, 0.1],
        [0.3, -0.4],
        [1, 1],
      ],
    ];
    for (const rows of cases)
      for (const c of [0.2, 0.4, 0.9]) {
        const d = tf.div(conflictAverse(vectors(rows), c, unscaled), rows.length).dataSync();
        const worst = Math.min(...rows.map((row) => row[0] * d[0] + row[1] * d[1]));
        const best = bestOnGrid(rows, c);
        const longest = Math.max(...rows.map((row) => Math.hypot(...row)));
        const apart = (best - worst) / (longest * Math.hypot(...d));
        assert.ok(apart > -1e-4 && apart < 1e-4, `c ${c}: ${worst}, ${best}: ${apart}`);
      }
  });

  /** The products of twelve exits' gradients for the embeddings at the first step of a run, below the diagonal. */
  const lower = [
    [2.15],
    [-0.4, 1.25],
    [0.21, -0.8, 2.69],
    [0.01, 0, 0.3, 0.88],
    [0.1, 0.15, 0.15, 0.08, 0.68],
    [-0.2, 0.44, -0.66, -0.04, 0.17, 1.16],
    [-0.23, 0.14, -0.04, -0.08, 0.11, 0.24, 0.47],
    [-0.22, 0.19, -0.25, 0.04, -0.03, 0.33, 0.16, 0.66],
    [-0.24, 0.12, 0.02, 0.05, 0.11, 0.18, 0.08, 0.17, 0.49],
    [0.12, -0.08, 0.14, 0.09, 0.05, 0.03, -0.03, 0.11, -0.07, 0.45],
    [0.03, -0.02, -0.01, 0.05, 0.05, 0.08, -0.01, -0.02, -0.06, 0.12, 0.21],
    [0.01, -0.26, -0.28, -0.07, -0.21, -0.28, -0.24, -0.14, -0.14, 0.09, 0.03, 0.91],
  ];

  const twelve = lower.map((_, i) => lower.map((_, j) => lower[Math.max(i, j)][Math.min(i, j)]));

  /** The products of some gradients of 100 numbers. */
  function products(count: number): number[][] {
    const { normal } = seededRandom(count);
    const all = Array.from({ length: count }, () => Array.from({ length: 100 }, () => normal()));
    return all.map((a) => all.map((b) => a.reduce((sum, x, i) => sum + x * b[i], 0) / 100));
  }

  for (const all of [twelve, products(3), products(24)])
    it(`of CAGrad have the least weights of ${all.length} exits: all that count have the least slope`, () => {
      const K = all.length;
      const times = (w: ArrayLike<number>) => all.map((row) => row.reduce((sum, x, i) => sum + x * w[i], 0));
      const b = times(all.map(() => 1 / K));
      const mean = Math.sqrt(b.reduce((sum, x) => sum + x / K, 0));
      for (const c of [0.2, 0.4, 0.8]) {
        const w = conflictWeights(tf.tensor2d(all), c).dataSync();
        const Gw = times(w);
        const length = Math.sqrt(Gw.reduce((sum, x, i) => sum + x * w[i], 0));
        const slopes = b.map((x, i) => x + (c * mean * Gw[i]) / length);
        const apart = Math.max(...slopes.filter((_, i) => w[i] > 1e-3)) - Math.min(...slopes);
        assert.ok(apart < 1e-5, `c ${c}: slopes are ${apart} apart`);
      }
    });
});

/** The losses and gradients of a step with dropout, on the host. */
function gradientsOf(method: Method, trained?: (name: string) => boolean) {
  const model = tinyModel({ pooling: 'cls', pooler: 'shared' }, method, 0.1);
  const parameters = initialParameters(model, tinyBert(), 3, null);
  const names = Object.keys(parameters).filter((name) => trained?.(name) ?? true);
  return hostGradients(
    wholeBackward,
    { model, method, trained: names },
    deviceParameters(model, parameters),
    () => stepInputs(tinyBatch(6), 5, 2),
  );
}

describe('a special case', () => {
  const plain = () => gradientsOf(earlyExit);

  it('DynExit with frozen weights is half of the sum', () => {
    const { gradients } = gradientsOf(dynExit(), (name) => !name.endsWith('loss.bias'));
    for (const [name, values] of Object.entries(plain().gradients))
      assertEachClose(
        gradients[name],
        values.map((x) => x / 2),
        { absolute: 1e-6 },
        name,
      );
  });

  it('DynExit moves a weight until it is λ / L', () => {
    const λ = 0.35;
    const { losses, gradients } = gradientsOf(dynExit({ regularisation: λ }));
    losses.forEach((loss, m) => {
      const slope = 0.25 * loss - λ / 2;
      assertEachClose(gradients[`exits.${m}.loss.bias`], [slope], { absolute: 1e-6 }, `weight ${m}`);
    });
  });

  for (const [what, method] of Object.entries({
    'GAML-BERT without mutual learning': gamlBert({ alpha: 0 }),
    'CAGrad with c = 0': cagrad({ c: 0 }),
  }))
    it(`${what} is the sum`, () => {
      const [expected, found] = [plain(), gradientsOf(method)];
      assertEachClose(found.losses, expected.losses, { relative: 1e-6 }, 'losses');
      const largest = Math.max(...Object.values(expected.gradients).flatMap((g) => Array.from(g, Math.abs)));
      for (const [name, values] of Object.entries(expected.gradients))
        assertEachClose(found.gradients[name], values, { absolute: 1e-6 * largest }, name);
    });
});

const methods = [fastBert(), dynExit(), gamlBert(), cagrad(), leeBert()];

describe('constants', () => {
  const others: Method[] = [
    fastBert({ divergence: studentToTeacher }),
    dynExit({ regularisation: 0.1 }),
    dynExit({ weightRate: 10 }),
    gamlBert({ alpha: 0 }),
    gamlBert({ alpha: 0.5 }),
    gamlBert({ temperature: 2 }),
    cagrad({ c: 0.2 }),
    cagrad({ rescaling: unscaled }),
    leeBert({ alpha: 0 }),
    leeBert({ temperature: 2 }),
    leeBert({ weightRate: 100 }),
  ];

  it('identify runs, and give the method again', () => {
    const names = [...methods, ...others].map((method) => {
      const { method: name, constants, behaviour } = identityOf(method, sizes);
      assert.equal(name, method.name, 'it is a method of the lab');
      const again = labMethod(name, constants);
      assert.ok(again);
      assert.equal(identityOf(again, sizes).behaviour, behaviour);
      return `${name} ${behaviour}`;
    });
    assert.equal(new Set(names).size, names.length);
  });

  it('out of range are refused', () => {
    refuses(() => dynExit({ regularisation: -1 }), 'regularisation: expected', 'got -1');
    refuses(() => dynExit({ weightRate: Number.NaN }), 'weightRate: expected', 'got NaN');
    refuses(() => gamlBert({ alpha: Infinity }), 'alpha: expected', 'got Infinity');
    refuses(() => gamlBert({ temperature: 0 }), 'temperature: expected', 'got 0');
    refuses(() => cagrad({ c: -0.4 }), 'c: expected', 'got -0.4');
    refuses(() => leeBert({ alpha: -1 }), 'alpha: expected', 'got -1');
    refuses(() => leeBert({ temperature: -2 }), 'temperature: expected', 'got -2');
    refuses(() => leeBert({ weightRate: Infinity }), 'weightRate: expected', 'got Infinity');
  });
});

describe('a model that a method cannot train is refused', () => {
  for (const method of methods)
    it(`${method.title}: with one exit`, () => {
      refuses(() => method.check?.(checked([5], 2)), `${method.title}: expected 2 exits or more, got 1`);
    });
  for (const method of [fastBert(), gamlBert(), leeBert()])
    it(`${method.title}: without classes`, () => {
      refuses(
        () => method.check?.(checked([1, 5], 1)),
        `${method.title}: expected a task of 2 classes or more`,
      );
    });
});

describe('terms of a loss', () => {
  it('that do not add up to it are refused', () => {
    const method: Method = { ...gamlBert(), name: 'mine', loss: ({ losses }) => tf.addN([...losses]) };
    refuses(() => identityOf(method, sizes), 'mine', '`terms` that add up to the loss');
  });

  it('are part of the identity', () => {
    const terms = gamlBert().terms ?? {};
    const turned = { mutual: terms.mutual, crossEntropy: terms.crossEntropy };
    const behaviour = (method: Method) => identityOf({ ...method, name: 'mine' }, sizes).behaviour;
    assert.notEqual(behaviour({ ...gamlBert(), terms: turned }), behaviour(gamlBert()));
  });
});
