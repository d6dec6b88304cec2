import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type DifficultyMeasure,
  difficultyInversion,
  exitError,
  exitLoss,
  exitPredictions,
  inversionRows,
  inversionScores,
  pairsInOrder,
  ranks,
  signalScores,
  studentT,
  trueDifficulty,
} from '../src/analysis';
import { confidence } from '../src/signals';
import { seededRandom } from '../src/text/random';
import type { ExitRecord } from '../src/types';
import { assertEachClose } from './support/close';
import { refuses } from './support/files';
import { goldenCosee, goldenCoseeRecord } from './support/goldenCosee';
import { randomRecord, recordOf, runOf } from './support/records';
import { constant, lead, odds } from './support/signals';

/** Pair by pair, as the definition reads. */
function slowly(scores: ArrayLike<number>, difficulties: ArrayLike<number>): number | null {
  let [pairs, inOrder] = [0, 0];
  for (let i = 0; i < scores.length; i++)
    for (let j = 0; j < scores.length; j++) {
      if (difficulties[i] >= difficulties[j]) continue;
      pairs++;
      if (scores[i] < scores[j]) inOrder++;
      if (scores[i] === scores[j]) inOrder += 0.5;
    }
  return pairs === 0 ? null : inOrder / pairs;
}

const drawn = (N: number, values: number, seed: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: N }, () => random.integer(values));
};

describe('pairs in order', () => {
  it('by hand: right, wrong, a tie of scores a half, a tie of difficulties no pair', () => {
    assert.equal(pairsInOrder([1, 2, 3], [10, 20, 30]), 1);
    assert.equal(pairsInOrder([3, 2, 1], [10, 20, 30]), 0);
    assert.equal(pairsInOrder([1, 3, 2], [1, 2, 3]), 2 / 3);
    assert.equal(pairsInOrder([5, 5], [1, 2]), 0.5);
    assert.equal(pairsInOrder([1, 2, 2, 9], [1, 1, 2, 2]), 3.5 / 4);
  });

  it('is nothing where no pair differs in difficulty', () => {
    for (const difficulties of [[], [1], [2, 2, 2]])
      assert.equal(
        pairsInOrder(
          difficulties.map((_, i) => i),
          difficulties,
        ),
        null,
      );
    refuses(() => pairsInOrder([1, 2], [1]), '1 and 2');
  });

  it('is what counting every pair gives, with many ties and with none', () => {
    for (const [N, scores, difficulties] of [
      [2, 2, 2],
      [7, 3, 2],
      [200, 5, 5],
      [200, 1, 5],
      [300, 1e9, 5],
      [300, 1e9, 1e9],
    ]) {
      const [s, d] = [drawn(N, scores, 1), drawn(N, difficulties, 2)];
      assert.equal(pairsInOrder(s, d), slowly(s, d), `${N} examples`);
    }
  });

  it('10,000 examples take less than 0.2 s: not every pair is looked at', (t) => {
    const [s, d] = [drawn(10_000, 1e9, 1), drawn(10_000, 1e9, 2)];
    const times = Array.from({ length: 3 }, () => {
      const start = process.cpuUsage();
      pairsInOrder(s, d);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1e6;
    });
    t.diagnostic(`${times.map((time) => time.toFixed(3)).join(', ')} s of processor time`);
    assert.ok(Math.min(...times) < 0.2, `took ${times}`);
  });
});

describe('difficulty measures', () => {
  it('the loss is that of the published code', () => {
    const record = goldenCoseeRecord();
    record.depths.forEach((_, e) => {
      const expected = goldenCosee.ce_per_sample_layer.map((losses) => losses[e]);
      assertEachClose(exitLoss.of(record, e), expected, { relative: 1e-5, absolute: 1e-6 }, `exit ${e}`);
    });
  });

  it('the loss tells examples apart that are all but certain, and is finite at any logits', () => {
    const record = recordOf(
      [
        [
          [50, 0],
          [60, 0],
          [-1e30, 1e30],
        ],
      ],
      [0, 0, 0],
      [1],
    );
    const [a, b, c] = Array.from(exitLoss.of(record, 0));
    assert.ok(a > b && b > 0, `${a}, ${b}`);
    assert.ok(Number.isFinite(c) && c > 1e30);
  });

  it('numbers have no loss of classes, and unknown difficulties are refused', () => {
    const numbers = { ...randomRecord(), classes: 1 };
    for (const measure of [exitLoss, exitError]) refuses(() => measure.of(numbers, 0), 'predict a number');
    refuses(() => trueDifficulty([]).of(randomRecord(), 0), '50 examples, got 0', 'graded');
  });
});

const records: ExitRecord[] = [2, 3].map((classes) => randomRecord({ classes, examples: 90, seed: classes }));

describe('the difficulty inversion score', () => {
  for (const signal of [confidence, lead, odds]) {
    it(`${signal.name}: pair by pair at every exit, whichever way it points`, () => {
      const hardness = signal.exitsWhen === 'score < threshold' ? 1 : -1;
      const levels = trueDifficulty(drawn(90, 5, 3));
      for (const record of records)
        for (const measure of [exitLoss, exitError, levels] satisfies DifficultyMeasure[]) {
          const scores = signalScores(record, signal).map((score) => hardness * score);
          assert.deepEqual(
            difficultyInversion(record, signal, measure),
            record.depths.map((_, e) => slowly(scores.subarray(e * 90, (e + 1) * 90), measure.of(record, e))),
          );
        }
    });
  }

  it('of errors is the area under the ROC curve, by the sum of ranks', () => {
    const [record] = records;
    const N = record.labels.length;
    const answers = exitPredictions(record);
    const scores = signalScores(record, odds);
    const areas = record.depths.map((_, e) => {
      const rank = ranks(scores.subarray(e * N, (e + 1) * N));
      const wrong = Array.from(record.labels.keys()).filter((n) => answers[e * N + n] !== record.labels[n]);
      const sum = wrong.reduce((total, n) => total + rank[n], 0);
      return (sum - (wrong.length * (wrong.length + 1)) / 2) / (wrong.length * (N - wrong.length));
    });
    const found = difficultyInversion(record, odds, exitError).map((score) => score ?? Number.NaN);
    assertEachClose(found, areas, { absolute: 1e-12 }, 'area');
  });

  it('is 1 for a signal that knows, 0 for one that is turned round, 0.5 for one that says nothing', () => {
    const [record] = records;
    const levels = signalScores(record, lead)
      .slice(0, 90)
      .map((score) => -score);
    const first = (signal: typeof lead) => difficultyInversion(record, signal, trueDifficulty(levels))[0];
    assert.equal(first(lead), 1);
    assert.equal(first({ ...lead, exitsWhen: 'score < threshold' }), 0);
    assert.equal(first(constant(0.3, 'score < threshold')), 0.5);
    assert.equal(first(constant(0.3, 'score >= threshold')), 0.5);
  });

  it('scores that cannot be ranked are refused by name', () => {
    const never = constant(Number.NaN, 'score < threshold');
    refuses(() => difficultyInversion(records[0], never, exitLoss), 'constant', 'NaN', 'depth 1');
  });
});

describe('the heat map', () => {
  const sure = [
    [5, 0],
    [0, 2],
  ];
  const [right, wrong] = [
    [1, 0],
    [0, 1],
  ].map((second) => recordOf([[[3, 0], second], sure], [0, 0], [1, 2]));
  const runs = [right, wrong].map((record, seed) => runOf(record, 'a', 't', seed));

  it('has a score of every run and depth, null where all examples are equally hard', () => {
    const rows = inversionScores(runs, lead, () => exitError);
    assert.deepEqual(
      rows.map(({ seed, x, score }) => [seed, x, score]),
      [
        [0, 1, null],
        [0, 2, 1],
        [1, 1, 1],
        [1, 2, 1],
      ],
    );
  });

  it('summarises the seeds that have one, and keeps a cell that has none', () => {
    const rows = inversionRows(runs, lead, () => exitError);
    assert.deepEqual(
      rows.map(({ x, seeds, n, mean, sd }) => ({ x, seeds, n, mean, sd })),
      [
        { x: 1, seeds: 2, n: 1, mean: 1, sd: null },
        { x: 2, seeds: 2, n: 2, mean: 1, sd: 0 },
      ],
    );
    const [cell] = inversionRows(runs.slice(0, 1), lead, () => exitError);
    const none = {
      method: 'a',
      task: 't',
      x: 1,
      seeds: 1,
      n: 0,
      mean: null,
      sd: null,
      low: null,
      high: null,
    };
    assert.deepEqual(cell, none);
  });

  it("has Student's interval, and asks each run for its own difficulties", () => {
    const three = [1, 2, 3].map((seed) => runOf(randomRecord({ seed, examples: 40 }), 'a', 't', seed));
    const levelsOf = (run: (typeof three)[number]) => trueDifficulty(drawn(40, 5, run.config.seed));
    const [row] = inversionRows(three, lead, levelsOf);
    const scores = three.map(
      (run) => difficultyInversion(run.evaluation, lead, levelsOf(run))[0] ?? Number.NaN,
    );
    const mean = (scores[0] + scores[1] + scores[2]) / 3;
    const sd = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / 2);
    const half = (studentT(2) * sd) / Math.sqrt(3);
    const found = [row.mean, row.sd, row.low, row.high].map((value) => value ?? Number.NaN);
    assertEachClose(found, [mean, sd, mean - half, mean + half], { absolute: 1e-12 }, 'row');
  });
});
