import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  difficultyInBands,
  equalLength,
  lengthBands,
  lengthsByLevel,
  meanEqualLength,
  onLevel,
} from '../src/analysis';
import { LabError } from '../src/errors';
import { profile } from '../src/experiments';
import { knownDifficulties, knownLengths } from '../src/experiments/difficulties';
import { readShipped } from '../src/experiments/shippedRuns';
import { comparison } from '../src/papers/sweet/experiments';
import { seededRandom } from '../src/text/random';
import type { RunRecord } from '../src/types';
import { recordOf, runOf } from './support/records';

/** Examples of two levels; `isRight` says which of them the only exit gets right. */
function examples(count: number, isRight: (level: number, words: number, draw: number) => boolean) {
  const random = seededRandom(3);
  const all = Array.from({ length: count }, (_, n) => {
    const level = 1 + (n % 2);
    const words = level === 1 ? 4 + random.integer(6) : 7 + random.integer(6);
    return { level, words, right: isRight(level, words, random.uniform()) };
  });
  const logits = [all.map(({ right }) => (right ? [1, 0] : [0, 1]))];
  const run = runOf(
    recordOf(
      logits,
      all.map(() => 0),
      [1],
    ),
    'a',
    'b',
    1,
  );
  return { run, difficulties: all.map(({ level }) => level), lengths: all.map(({ words }) => words) };
}

const compared = ({ run, difficulties, lengths }: ReturnType<typeof examples>) =>
  equalLength(
    [run, { ...run, config: { ...run.config, seed: 2 } }],
    () => difficulties,
    () => lengths,
  )[0];

describe('difficulty at equal length', () => {
  it('nothing remains where length alone decides', () => {
    const row = compared(examples(4000, (_, words, draw) => draw < 1.4 - words / 10));
    assert.ok(row.anyLength > 0.2, `${row.anyLength}`);
    assert.ok(Math.abs(row.equalLength ?? 1) < 0.05, `${row.equalLength}`);
    assert.ok((row.low ?? 1) < 0 && (row.high ?? -1) > 0);
  });

  it('all remains where the level alone decides', () => {
    const row = compared(examples(4000, (level, _, draw) => draw < (level === 1 ? 0.9 : 0.6)));
    assert.ok(Math.abs((row.equalLength ?? 0) - 0.3) < 0.05, `${row.equalLength}`);
    assert.ok((row.low ?? 0) > 0.2 && (row.high ?? 1) < 0.4);
  });

  it('by hand: one length in common, two of two right against one of two', () => {
    const lengths = [5, 5, 9, 5, 5, 1];
    const difficulties = [1, 1, 1, 2, 2, 2];
    const logits = [
      [
        [1, 0],
        [1, 0],
        [0, 1],
        [1, 0],
        [0, 1],
        [1, 0],
      ],
    ];
    const run = runOf(recordOf(logits, [0, 0, 0, 0, 0, 0], [1]), 'a', 'b', 1);
    const many = (values: readonly number[]) => Array.from({ length: 60 }, (_, i) => values[i % 6]);
    const run60 = runOf(
      recordOf(
        [many([0, 0, 1, 0, 1, 0]).map((x) => [1 - x, x])],
        many([0]).map(() => 0),
        [1],
      ),
      'a',
      'b',
      1,
    );
    const of = (one: RunRecord, level: number[], words: number[]) =>
      equalLength(
        [one],
        () => level,
        () => words,
      )[0];
    assert.deepEqual(of(run, difficulties, lengths), {
      ...{ method: 'a', task: 'b', x: 1, easier: 1, harder: 2, anyLength: 0, equalLength: null },
      ...{ low: null, high: null, examples: 4 },
    });
    const enough = of(run60, many(difficulties), many(lengths));
    assert.ok(Math.abs((enough.equalLength ?? 0) - 0.5) < 1e-12);
    assert.equal(enough.examples, 40);
  });

  it('means over tasks leave out the tasks without equal lengths', () => {
    const row = { method: 'a', x: 1, easier: 1, harder: 2, anyLength: 0.4, examples: 50 };
    const none = { equalLength: null, low: null, high: null };
    const [mean] = meanEqualLength([
      { ...row, task: 'b', equalLength: 0.1, low: 0.07, high: 0.13 },
      { ...row, task: 'c', equalLength: 0.3, low: 0.26, high: 0.34 },
      { ...row, task: 'd', ...none, anyLength: 0 },
    ]);
    assert.equal(mean.tasks, 2);
    assert.ok(Math.abs((mean.equalLength ?? 0) - 0.2) < 1e-12);
    assert.ok(Math.abs((mean.high ?? 0) - 0.225) < 1e-12, 'sqrt(0.03^2 + 0.04^2) / 2');
    assert.deepEqual(meanEqualLength([{ ...row, task: 'd', ...none }])[0].tasks, 0);
  });
});

describe('lengths', () => {
  it('bands have about equally many examples, and equal lengths are together', () => {
    assert.deepEqual(lengthBands([1, 2, 3, 4, 5, 6], 3), [
      { least: 1, most: 2 },
      { least: 3, most: 4 },
      { least: 5, most: 6 },
    ]);
    assert.deepEqual(lengthBands([4, 4, 4, 4, 4, 9], 3), [{ least: 4, most: 9 }]);
    assert.throws(() => lengthBands([], 3), LabError);
  });

  it('of each level: the mean, and how well length tells it from the level before', () => {
    const rows = lengthsByLevel([1, 1, 2, 2], [3, 5, 5, 9]);
    assert.deepEqual(
      rows.map(({ meanWords, auc }) => [meanWords, auc]),
      [
        [4, null],
        [7, 0.875],
      ],
    );
  });
});

describe('difficulty on records that ship', () => {
  const { found } = readShipped({ ...profile('shipped'), tasks: ['sentiment'], seeds: [1, 2] }, comparison);
  const data = { data: undefined };

  it('in bands: each band has the levels with enough examples, and only words of the band', () => {
    const rows = difficultyInBands(found, knownDifficulties(data), knownLengths(data));
    assert.deepEqual(
      [...new Set(rows.map(({ band }) => band))],
      ['6 to 10 words', '11 to 17 words', '18 to 29 words'],
    );
    assert.ok(rows.every(({ examples, n }) => examples >= 15 && n === 2));
    const levels = (band: string) =>
      new Set(rows.filter((row) => row.band === band).map(({ difficulty }) => difficulty));
    assert.deepEqual([...levels('6 to 10 words')], [1, 2]);
  });

  it('a level alone has its own examples only', () => {
    const one = onLevel(found, knownDifficulties(data), 1);
    assert.equal(one.length, found.length);
    assert.ok(one.every(({ evaluation }) => evaluation.labels.length === 200));
    assert.deepEqual(
      onLevel(found, () => [], 1),
      [],
    );
  });
});
