import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  bootstrapDraws,
  exampleIntervals,
  individualExits,
  resampledExits,
  resampledTradeOff,
  tradeOff,
} from '../src/analysis';
import { gap } from '../src/claims';
import { LabError } from '../src/errors';
import { calibratedConfidence } from '../src/policies';
import type { RunRecord } from '../src/types';
import { randomRecord, recordOf, runOf } from './support/records';

const N = 400;
const labels = Array.from({ length: N }, (_, n) => n % 2);

/** A run of one exit that is wrong on every k-th example. */
function wrongEvery(k: number, method: string, seed: number): RunRecord {
  const logits = labels.map((label, n) => [0, (n % k === 0 ? 1 - label : label) === 1 ? 1 : -1]);
  return runOf(recordOf([logits], labels, [1]), method, 'one', seed);
}

const seeds = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const pairs = (n: number) =>
  seeds(n).flatMap((seed) => [wrongEvery(10, 'a', seed), wrongEvery(4, 'b', seed)]);
const terms = gap('a', 'b', [1]);

describe('the bootstrap over examples', () => {
  const interval = (n: number) =>
    exampleIntervals(pairs(n), resampledExits(), { resamples: 1000 })(terms, seeds(n), ['one']) ??
    assert.fail();

  it('has the normal interval of a mean of paired differences', () => {
    const gains = labels.map((_, n) => Number(n % 10 !== 0) - Number(n % 4 !== 0));
    const difference = gains.reduce((sum, gain) => sum + gain, 0) / N;
    const variance = gains.reduce((sum, gain) => sum + (gain - difference) ** 2, 0) / N;
    const half = 1.96 * Math.sqrt(variance / N);
    for (const [i, end] of [difference - half, difference + half].entries())
      assert.ok(Math.abs(interval(1)[i] - end) < 0.006, `${interval(1)[i]} for ${end}`);
  });

  it('is no narrower with more seeds, which are evaluated on the same examples', () => {
    assert.deepEqual(interval(4), interval(1));
  });

  it('is 0 where nothing differs', () => {
    const same = [wrongEvery(4, 'a', 1), wrongEvery(4, 'b', 1)];
    assert.deepEqual(exampleIntervals(same, resampledExits())(terms, [1], ['one']), [0, 0]);
  });

  it('has a score of a curve near that of the rows, at each cost', () => {
    const runs = [1, 2].map((seed) =>
      runOf(randomRecord({ seed, examples: 200 }), 'early-exit', 'one', seed),
    );
    const over = exampleIntervals(runs, resampledTradeOff(calibratedConfidence), { resamples: 200 });
    for (const { x, score, seed } of tradeOff(runs, calibratedConfidence)) {
      const [low, high] = over([{ method: 'early-exit', x, weight: 1 }], [seed], ['one']) ?? assert.fail();
      assert.ok(low < score && score < high && high - low < 0.2, `${low} < ${score} < ${high} at ${x}`);
    }
  });

  it('gives each exit its chance, the share of the larger class', () => {
    const [row] = individualExits([
      runOf(
        recordOf(
          [
            [
              [1, 0],
              [1, 0],
              [0, 1],
            ],
          ],
          [0, 0, 1],
          [1],
        ),
        'a',
        'one',
        1,
      ),
    ]);
    assert.deepEqual([row.score, row.floor], [1, 2 / 3]);
  });

  it('refuses too few resamples', () => {
    assert.throws(() => bootstrapDraws(10, 'one', { resamples: 10 }), LabError);
  });
});
