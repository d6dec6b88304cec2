/** Tables and differences of the notebooks about gates, training sizes and paper versus code. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sizeDifferences, trainSizes } from '../src/analysis';
import { bySeed } from '../src/analysis/bySeed';
import { gatesInBands } from '../src/analysis/gatesInBands';
import { gap } from '../src/claims';
import { LabError } from '../src/errors';
import { meanTable, sizeTable } from '../src/notebook';
import type { RunRecord } from '../src/types';
import { recordOf, runOf, withGates } from './support/records';

/** One exit, two classes: the first `right` of ten examples of label 0 are right. */
const tenOf = (right: number) =>
  recordOf([Array.from({ length: 10 }, (_, n) => (n < right ? [1, 0] : [0, 1]))], new Array(10).fill(0), [1]);

const sized = (method: string, trainSize: number, right: number, seed = 1): RunRecord => {
  const run = runOf(tenOf(right), method, 'task', seed);
  return { ...run, config: { ...run.config, trainSize } };
};

describe('differences by training size', () => {
  const runs = [
    ...[sized('multi-model', 4000, 9), sized('early-exit', 4000, 8)],
    ...[sized('multi-model', 1000, 7), sized('early-exit', 1000, 5)],
  ];
  const cost = (trainSize: number) =>
    gap({ method: 'multi-model', trainSize }, { method: 'early-exit', trainSize }, [1]);

  it('are paired within a size, smallest size first', () => {
    assert.deepEqual(trainSizes(runs), [1000, 4000]);
    const rows = sizeDifferences(runs, { cost });
    assert.deepEqual(
      rows.map(({ name, x, mean }) => [name, x, Number(mean?.toFixed(6))]),
      [
        ['cost', 1000, 0.2],
        ['cost', 4000, 0.1],
      ],
    );
  });

  it('are null at a size that a method lacks', () => {
    const [row] = sizeDifferences([sized('multi-model', 1000, 7)], { cost });
    assert.equal(row.mean, null);
  });

  it('have a table of the scores', () => {
    assert.deepEqual(sizeTable(runs, 1), [
      { 'training examples': 1000, seeds: 1, 'Multi-Model': '70.0', 'Early-Exit': '50.0' },
      { 'training examples': 4000, seeds: 1, 'Multi-Model': '90.0', 'Early-Exit': '80.0' },
    ]);
  });
});

describe('a number of each run', () => {
  it('is averaged within a seed, without a seed that lacks a run', () => {
    const runs = [
      sized('a', 1, 2),
      sized('b', 1, 4),
      sized('a', 1, 6, 2),
      sized('b', 1, 6, 2),
      sized('a', 1, 9, 3),
    ];
    const right = ({ evaluation }: RunRecord) =>
      Array.from(evaluation.labels).filter((_, n) => evaluation.logits[2 * n] === 1).length;
    assert.deepEqual(bySeed(runs, right), { seeds: [1, 2], values: [3, 6] });
  });
});

describe('gates and difficulty', () => {
  const levels = Array.from({ length: 80 }, (_, n) => 1 + (n % 2));
  const words = levels.map((_, n) => (n < 40 ? 5 : 9));

  /** Eighty examples whose gate is given. */
  const gated = (gate: (n: number) => number) => {
    const logits = [levels.map(() => [1, 0])];
    const record = recordOf(
      logits,
      levels.map(() => 0),
      [1],
    );
    return withGates(
      record,
      Float32Array.from(levels, (_, n) => gate(n)),
    );
  };

  it('have a row for each band of lengths, without levels of few examples', () => {
    const record = gated((n) => (levels[n] === 1 ? 0.75 : 0.5));
    const rows = gatesInBands(record, levels, words, { depth: 1, count: 2 });
    assert.deepEqual(rows, [
      { words: '5', examples: 40, 'level 1': 0.75, 'level 2': 0.5 },
      { words: '9', examples: 40, 'level 1': 0.75, 'level 2': 0.5 },
    ]);
    const rare = levels.map((level, n) => (level === 2 && n >= 20 ? 1 : level));
    const [first] = gatesInBands(record, rare, words, { depth: 1, count: 2 });
    assert.ok(Number.isNaN(Reflect.get(first, 'level 2')), '10 examples are too few');
    assert.throws(() => gatesInBands(record, levels, words, { depth: 3 }), /an exit after block 1, got 3/);
  });
});

describe('the mean of tables', () => {
  it('is that of every number, where there is one', () => {
    const tables = [
      [{ words: '5', gate: 0.5, rare: NaN }],
      [{ words: '5', gate: 1, rare: 3 }],
      [{ words: '5', gate: 0, rare: null }],
    ];
    assert.deepEqual(meanTable(tables), [{ words: '5', gate: 0.5, rare: 3 }]);
    assert.deepEqual(meanTable([[{ none: NaN }]]), [{ none: null }]);
  });

  it('needs tables of one form', () => {
    assert.throws(() => meanTable([[{ a: 1 }], []]), LabError);
    assert.throws(() => meanTable([]), /got no table/);
  });
});
