import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  decide,
  decidedPredictions,
  exitDepths,
  exitDistance,
  exitDistribution,
  exitPredictions,
  speedUp,
  sweep,
  totalVariation,
} from '../src/analysis';
import { refuses } from './support/files';
import { goldenCosee, goldenCoseeRecord } from './support/goldenCosee';
import { randomRecord, recordOf } from './support/records';
import { lead, odds } from './support/signals';

/** Leads of 3, 1 and 0 at depth 1, and of 2 at depth 2. */
const record = recordOf(
  [
    [
      [3, 0],
      [0, 1],
      [0, 0],
      [0, 3],
    ],
    [
      [2, 0],
      [0, 2],
      [2, 0],
      [2, 0],
    ],
    [
      [0, 9],
      [0, 9],
      [0, 9],
      [0, 9],
    ],
  ],
  [0, 1, 1, 1],
  [1, 2, 4],
);

describe('where examples leave', () => {
  it('by hand: every label and depth, with its share of all examples', () => {
    const cells = exitDistribution(record, lead, 1.5);
    assert.deepEqual(
      cells.map(({ label, depth, examples, share }) => [label, depth, examples, share]),
      [
        [0, 1, 1, 0.25],
        [0, 2, 0, 0],
        [0, 4, 0, 0],
        [1, 1, 1, 0.25],
        [1, 2, 2, 0.5],
        [1, 4, 0, 0],
      ],
    );
  });

  it('adds up to what a sweep counts', () => {
    const many = randomRecord({ examples: 80, classes: 3 });
    const cells = exitDistribution(many, odds, 0.15);
    const counts = many.depths.map((depth) =>
      cells.filter((cell) => cell.depth === depth).reduce((sum, { examples }) => sum + examples, 0),
    );
    assert.deepEqual(counts, sweep(many, odds, [0.15], 'accuracy')[0].counts);
    assert.ok(counts.filter((count) => count > 0).length > 1);
  });

  it('a task of numbers has no labels to count by', () => {
    refuses(() => exitDistribution({ ...record, classes: 1 }, lead, 1), 'expected a classification task');
  });

  it('the deeper, the harder: mean depth by difficulty, the easiest first', () => {
    assert.deepEqual(exitDepths(record, [5, 2, 2, 1], lead, 1.5), [
      { difficulty: 1, examples: 1, depth: 1 },
      { difficulty: 2, examples: 2, depth: 2 },
      { difficulty: 5, examples: 1, depth: 1 },
    ]);
    assert.deepEqual(
      exitDepths(record, [5, 2, 2, 1], lead, 2.5).map(({ depth }) => depth),
      [1, 4, 1],
    );
    refuses(() => exitDepths(record, [1], lead, 1), '4 examples, got 1');
  });
});

describe('how far apart two distributions are', () => {
  it('by hand, whatever the numbers of examples', () => {
    assert.equal(totalVariation([1, 1, 0], [10, 10, 0]), 0);
    assert.equal(totalVariation([3, 0], [0, 7]), 1);
    assert.equal(totalVariation([3, 1], [1, 1]), 0.25);
    refuses(() => totalVariation([1], [1, 1]), '1 exits', '2 with');
    refuses(() => totalVariation([1, 1], [0, 0]), 'at least one example');
  });

  it('labels together, or one label alone', () => {
    const cells = (counts: number[][]) =>
      counts.flatMap((row, label) =>
        row.map((examples, i) => ({ label, depth: [1, 2, 4][i], examples, share: 0 })),
      );
    const apart = [
      [4, 0, 0],
      [0, 0, 4],
    ];
    const [a, b] = [cells(apart), cells([...apart].reverse())];
    assert.equal(exitDistance(a, b), 0);
    const first = (all: typeof a) => all.filter(({ label }) => label === 0);
    assert.equal(exitDistance(first(a), first(b)), 1);
  });
});

describe('decisions of the published COSEE code', () => {
  const { counter, pred } = goldenCosee['eval_thr0.2'];
  const five = goldenCoseeRecord();

  it('counts, predictions and the speed-up of Eq. 12, sum M N^m / sum m N^m', () => {
    const counts = five.depths.map((depth) => counter[depth]);
    const [point] = sweep(five, odds, [0.2], 'accuracy');
    assert.deepEqual(point.counts, counts);
    assert.deepEqual([...decidedPredictions(five, decide(five, odds, 0.2))], pred);
    const blocks = five.depths.reduce((sum, depth) => sum + depth * counter[depth], 0);
    assert.equal(speedUp(counts, five), (4 * 5) / blocks);
    assert.equal(point.speedUp, 20 / 12);
    assert.equal(point.costFraction, 12 / 20);
  });

  it('a decided prediction is that of the exit where the example leaves', () => {
    const many = randomRecord({ examples: 60, classes: 3 });
    const answers = exitPredictions(many);
    const exits = decide(many, odds, 0.15);
    const expected = Array.from(exits, (e, n) => answers[e * 60 + n]);
    assert.deepEqual([...decidedPredictions(many, exits)], expected);
  });
});
