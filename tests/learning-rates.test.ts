import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  bootstrapDifference,
  exitScores,
  learningRateRows,
  onEvaluationSet,
  onOneHalf,
} from '../src/analysis';
import { LabError } from '../src/errors';
import { calibratedConfidence, papersConfidence } from '../src/policies';
import { randomRecord, runOf } from './support/records';

describe('the search for a learning rate', () => {
  const runs = ['early-exit', 'sweet'].flatMap((method, m) =>
    [1e-5, 3e-5, 5e-5].flatMap((learningRate, i) =>
      [1, 2].map((seed) => {
        const run = runOf(
          randomRecord({ seed: 100 * m + 10 * i + seed, examples: 200 }),
          method,
          'task',
          seed,
        );
        return { ...run, config: { ...run.config, learningRate } };
      }),
    ),
  );

  it('has an area for every rate, over the seeds, and one chosen rate a method', () => {
    const rows = learningRateRows(runs, calibratedConfidence);
    assert.equal(rows.length, 6);
    assert.ok(rows.every(({ seeds, choice, report }) => seeds === 2 && choice > 0 && report > 0));
    for (const method of ['early-exit', 'sweet']) {
      const own = rows.filter((row) => row.method === method);
      const [chosen, ...others] = own.filter((row) => row.chosen);
      assert.equal(others.length, 0);
      assert.equal(chosen.choice, Math.max(...own.map((row) => row.choice)));
    }
  });

  it('reports other examples than it chose on, the paper the same', () => {
    const { evaluation } = runs[0];
    const { choice, report } = onOneHalf(evaluation, 1);
    assert.equal(choice.labels.length + report.labels.length, 200);
    const [whole, one, other] = [evaluation, choice, report].map((part) => exitScores(part, 'accuracy'));
    for (const e of [0, 1, 2, 3]) assert.ok(Math.abs((one[e] + other[e]) / 2 - whole[e]) < 1e-12);
    const rows = learningRateRows(runs, papersConfidence, onEvaluationSet);
    assert.ok(rows.every((row) => row.choice === row.report));
  });

  it('of equals takes the smallest rate; no runs are refused', () => {
    const [run] = runs;
    const same = [3e-5, 1e-5].map((learningRate) => ({ ...run, config: { ...run.config, learningRate } }));
    const chosen = learningRateRows(same, calibratedConfidence).filter((row) => row.chosen);
    assert.deepEqual(
      chosen.map((row) => row.learningRate),
      [1e-5],
    );
    assert.throws(() => learningRateRows([], calibratedConfidence), LabError);
  });
});

describe('the bootstrap over examples', () => {
  const labels = Int32Array.from({ length: 400 }, (_, n) => n % 2);
  const wrongEvery = (k: number) => labels.map((label, n) => (n % k === 0 ? 1 - label : label));

  it('has the difference itself, and the normal interval of a mean of paired differences', () => {
    const [a, b] = [wrongEvery(10), wrongEvery(4)];
    const { difference, interval } = bootstrapDifference([{ labels, a, b }], 'accuracy');
    assert.ok(Math.abs(difference - (0.25 - 0.1)) < 1e-12);
    const gains = Array.from(labels, (label, n) => Number(a[n] === label) - Number(b[n] === label));
    const variance = gains.reduce((sum, gain) => sum + (gain - difference) ** 2, 0) / gains.length;
    const half = 1.96 * Math.sqrt(variance / gains.length);
    for (const [i, end] of [difference - half, difference + half].entries())
      assert.ok(Math.abs(interval[i] - end) < 0.006, `${interval[i]} for ${end}`);
  });

  it('is narrower with more pairs, the same for the same seed, and 0 where nothing differs', () => {
    const pair = { labels, a: wrongEvery(10), b: wrongEvery(4) };
    const width = (pairs: number) => {
      const { interval } = bootstrapDifference(Array(pairs).fill(pair), 'accuracy', { seed: 3 });
      return interval[1] - interval[0];
    };
    assert.ok(Math.abs(width(4) / width(1) - 0.5) < 0.1, `${width(4)} and ${width(1)}`);
    assert.equal(width(2), width(2));
    const equal = bootstrapDifference([{ ...pair, b: pair.a }], 'matthews');
    assert.deepEqual([equal.difference, ...equal.interval], [0, 0, 0]);
  });

  it('refuses nothing to compare, and too few resamples', () => {
    assert.throws(() => bootstrapDifference([], 'accuracy'), LabError);
    const pair = { labels, a: labels, b: labels };
    assert.throws(() => bootstrapDifference([pair], 'accuracy', { resamples: 10 }), LabError);
  });
});
