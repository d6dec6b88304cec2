import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  areaUnderCurve,
  averageOverTasks,
  type BlockGradients,
  gradientConflict,
  individualExits,
  pairedDifference,
  paperCosts,
  published,
  publishedScores,
  scoreAt,
  studentT,
  summarise,
  summariseSeeds,
  tradeOff,
  tradeOffCurve,
  trainingLosses,
} from '../src/analysis';
import { LabError } from '../src/errors';
import { calibratedConfidence } from '../src/policies';
import { randomRecord, runOf } from './support/records';

const near = (actual: number, expected: number, within = 1e-9) =>
  assert.ok(Math.abs(actual - expected) < within, `expected ${expected}, got ${actual}`);

const base = { depths: [1, 4, 6, 12], encoders: 'shared' } as const;

describe('statistics over seeds', () => {
  it("Student's t, against SciPy 1.17.1", () => {
    for (const [freedom, t] of [
      [1, 12.706204736174694],
      [2, 4.302652729749462],
      [3, 3.1824463052837078],
      [9, 2.262157162798205],
      [10, 2.228138851986274],
      [30, 2.0422724563012378],
    ])
      near(studentT(freedom), t, 1e-10);
  });

  it('by hand: 1, 2 and 6', () => {
    const { mean, sd, interval } = summarise([1, 2, 6]);
    assert.equal(mean, 3);
    near(sd ?? Number.NaN, Math.sqrt(7));
    near(interval?.[0] ?? Number.NaN, 3 - (4.302652729749462 * Math.sqrt(7)) / Math.sqrt(3));
    near(interval?.[1] ?? Number.NaN, 3 + (4.302652729749462 * Math.sqrt(7)) / Math.sqrt(3));
  });

  it('one seed has a mean and nothing else; none is refused', () => {
    assert.deepEqual(summarise([5]), { n: 1, mean: 5, sd: null, interval: null });
    assert.throws(() => summarise([]), LabError);
  });

  it('paired differences forget what the seeds share', () => {
    const { mean, sd } = pairedDifference([11, 22, 33], [10, 21, 32]);
    assert.deepEqual([mean, sd], [1, 0]);
    assert.throws(() => pairedDifference([1, 2], [1]), LabError);
  });
});

describe('trade-off curves', () => {
  const points = [
    { costFraction: 1, score: 0.9 },
    { costFraction: 0.25, score: 0.5 },
    { costFraction: 0.5, score: 0.6 },
    { costFraction: 0.5, score: 0.8 },
  ];
  const curve = tradeOffCurve(points);

  it('is sorted, and equal costs are merged into their mean', () => {
    assert.deepEqual(
      curve.map((point) => [point.costFraction, point.score]),
      [
        [0.25, 0.5],
        [0.5, 0.7],
        [1, 0.9],
      ],
    );
  });

  it('is linear between its points and flat beyond its ends', () => {
    for (const [cost, score] of [
      [0, 0.5],
      [0.25, 0.5],
      [0.375, 0.6],
      [0.5, 0.7],
      [0.75, 0.8],
      [1, 0.9],
      [1.5, 0.9],
    ])
      near(scoreAt(curve, cost), score);
  });

  it('the costs at which the paper compares', () => {
    assert.deepEqual(paperCosts(base), [1 / 12, 1 / 4, 1 / 2, 3 / 4, 1]);
    assert.deepEqual(paperCosts({ depths: [1, 6, 12, 24], encoders: 'shared' }), [
      1 / 24,
      1 / 4,
      1 / 2,
      3 / 4,
      1,
    ]);
    assert.deepEqual(paperCosts({ ...base, encoders: 'separate' }), [
      1 / 12,
      1 / 4,
      1 / 2,
      3 / 4,
      1,
      5 / 4,
      13 / 8,
    ]);
    assert.deepEqual(paperCosts({ depths: [6, 12], encoders: 'separate' }), [1 / 2, 3 / 4, 1, 5 / 4]);
  });

  it('area: of a constant the constant, of a line its middle, knots between the ends counted', () => {
    near(areaUnderCurve([{ costFraction: 0.5, score: 0.8 }], base), 0.8);
    near(
      areaUnderCurve(
        [
          { costFraction: 1 / 12, score: 0.4 },
          { costFraction: 1, score: 0.6 },
        ],
        base,
      ),
      0.5,
    );
    const [a, b] = [1 / 4 - 1 / 12, 3 / 4];
    near(
      areaUnderCurve(
        [
          { costFraction: 1 / 4, score: 0 },
          { costFraction: 1, score: 1 },
        ],
        base,
      ),
      (0 * a + 0.5 * b) / (11 / 12),
    );
  });
});

describe('rows from runs', () => {
  const runs = ['early-exit', 'multi-model'].flatMap((method) =>
    ['a', 'b'].flatMap((task) =>
      [1, 2, 3].map((seed) => {
        const encoders = method === 'multi-model' ? 'separate' : 'shared';
        return runOf(
          randomRecord({ encoders, examples: 80, seed: seed + (task === 'a' ? 0 : 10) }),
          method,
          task,
          seed,
        );
      }),
    ),
  );

  it('each exit alone, then over seeds, then over tasks', () => {
    const rows = individualExits(runs);
    assert.equal(rows.length, 2 * 2 * 3 * 4);
    const perSeed = averageOverTasks(rows);
    assert.equal(perSeed.length, 2 * 3 * 4);
    const one = perSeed.find((row) => row.method === 'early-exit' && row.seed === 2 && row.x === 6);
    const [a, b] = rows.filter((row) => row.method === 'early-exit' && row.seed === 2 && row.x === 6);
    near(one?.score ?? Number.NaN, (a.score + b.score) / 2);
    const summary = summariseSeeds(perSeed);
    assert.equal(summary.length, 2 * 4);
    assert.ok(
      summary.every(
        (row) => row.n === 3 && row.task === 'average' && row.low !== null && row.low <= row.mean,
      ),
    );
  });

  it('trade-offs at the paper’s costs, Multi-Model at two more', () => {
    const rows = tradeOff(runs, calibratedConfidence);
    assert.equal(rows.length, 2 * 3 * (5 + 7));
    const first = individualExits(runs).filter((row) => row.x === 1);
    const fastest = rows.filter((row) => row.x === 1 / 12);
    assert.deepEqual(
      fastest.map((row) => row.score),
      first.map((row) => row.score),
    );
  });

  it('a missing task does not slip into a mean', () => {
    assert.throws(() => averageOverTasks(individualExits(runs.slice(1))), LabError);
  });

  it('losses are averaged over stretches of steps', () => {
    const rows = trainingLosses(runs.slice(0, 1), 10);
    assert.equal(rows.length, 4 * 10);
    near(rows[0].loss, Array.from({ length: 10 }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b) / 10);
    assert.deepEqual([rows[0].exit, rows[0].step, rows[9].step], [1, 5.5, 95.5]);
  });
});

describe('gradient conflict', () => {
  const block = (...gradients: number[][]): BlockGradients => ({
    depth: 1,
    shape: [2, 2],
    exits: gradients.map((gradient, i) => ({ depth: i + 1, gradient: Float32Array.from(gradient) })),
  });

  it('by hand: rows at 0 and 180 degrees average to 0, signs kept', () => {
    const rows = gradientConflict([block([1, 0, 0, 2], [3, 0, 0, -1], [0, 1, 0, -5])]);
    assert.deepEqual(
      rows.map(({ first, second, cosine }) => [first, second, cosine]),
      [
        [1, 2, 0],
        [1, 3, -0.5],
        [2, 3, 0.5],
      ],
    );
  });

  it('a row that is zero on either side is left out; with none left there is no cosine', () => {
    const [half, none] = gradientConflict([
      block([1, 1, 0, 0], [1, 0, 0, 1]),
      block([1, 1, 1, 1], [0, 0, 0, 0]),
    ]);
    near(half.cosine ?? Number.NaN, Math.SQRT1_2);
    assert.equal(half.rows, 1);
    assert.deepEqual([none.cosine, none.rows], [null, 0]);
  });

  it('refuses a gradient of another shape', () => {
    assert.throws(() => gradientConflict([block([1, 2, 3], [1, 2, 3, 4])]), LabError);
  });
});

describe('published numbers', () => {
  it("SWEET's Table 1 says what its text says of it", () => {
    const gap = (exit: number, a: string, b: string) => {
      const value = (method: string) =>
        published({ paper: 'SWEET', table: '1', method, exit })
          .map((row) => row.value)
          .reduce((x, y) => x + y) / 2;
      return value(a) - value(b);
    };
    near(gap(1, 'multi-model', 'early-exit'), 3.5, 0.06);
    near(gap(1, 'sweet', 'early-exit'), 3.4, 0.06);
  });

  it('become rows of the lab’s own tables', () => {
    const rows = publishedScores(published({ paper: 'SWEET', table: '1', size: 'BASE' }), 'paper');
    assert.equal(rows.length, 12);
    assert.deepEqual(rows[0], {
      method: 'multi-model',
      task: 'paper',
      x: 1,
      n: 3,
      mean: 0.609,
      sd: 0.006,
      low: null,
      high: null,
    });
  });

  it('four tables are there whole; an unknown cell is refused', () => {
    const sizes = ['1', '2', '3', '4'].map((table) => published({ paper: 'SWEET', table }).length);
    assert.deepEqual(sizes, [24, 84, 24, 24]);
    assert.equal(
      published({ table: '2', size: 'BASE', model: 'DeBERTa', method: 'multi-model', task: 'mnli' })[0].value,
      4e-5,
    );
    assert.throws(() => published({ table: '9' }), LabError);
  });

  it("COSEE's tables are there whole, each score with its metric and speed-up", () => {
    const cosee = { paper: 'COSEE', method: 'cosee' };
    const scores = published({ ...cosee, table: '2' });
    assert.deepEqual(
      scores.map(({ task, metric, value, speedUp }) => [task, metric, value, speedUp]),
      [
        ['rte', 'accuracy', 68.7, 1.96],
        ['mrpc', 'f1', 88, 2.7],
        ['mrpc', 'accuracy', 82, 2.7],
        ['mrpc', 'mean', 85, 2.7],
        ['qqp', 'f1', 71.4, 2.01],
        ['qqp', 'accuracy', 89.4, 2.01],
        ['qqp', 'mean', 80.4, 2.01],
        ['sst-2', 'accuracy', 93, 2.14],
        ['qnli', 'accuracy', 90.2, 2.56],
        ['mnli', 'accuracy', 83.4, 1.92],
      ],
    );
    const sizes = ['2', '3', '4'].map((table) => published({ paper: 'COSEE', table }).length);
    assert.deepEqual(sizes, [89, 25, 4]);
    assert.equal(new Set(published({ paper: 'COSEE', table: '2' }).map(({ method }) => method)).size, 12);
  });

  it("COSEE's averages are those of its tasks, as printed", () => {
    for (const method of ['albert-base', 'pabee', 'palbert', 'disentangled-ee', 'cosee']) {
      const rows = published({ paper: 'COSEE', table: '3', method });
      const of = (task: string) => rows.find((row) => row.task === task)?.value ?? Number.NaN;
      near((of('qqp') + of('sst-2') + of('qnli') + of('mnli')) / 4, of('average'), 0.0751);
    }
    for (const mean of published({ paper: 'COSEE', table: '2', metric: 'mean' })) {
      const { method, task } = mean;
      const parts = ['f1', 'accuracy'].flatMap((metric) => {
        const cells = published({ paper: 'COSEE', table: '2', method, task });
        return cells.filter((cell) => cell.metric === metric).map(({ value }) => value);
      });
      if (parts.length === 2) near((parts[0] + parts[1]) / 2, mean.value, 0.0501);
    }
  });
});
