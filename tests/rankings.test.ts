import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DrawnMean, drawnMeans, individualExits, rankAgreement, resampledExits } from '../src/analysis';
import { randomRecord, runOf } from './support/records';

const given = (method: string, mean: number, draws = [mean, mean]): DrawnMean => ({
  ...{ method, mean },
  draws: Float64Array.from(draws),
});

describe('the agreement of two rankings', () => {
  const order = [given('a', 0.9), given('b', 0.8), given('c', 0.7), given('d', 0.6)];

  it('is 1 for the same order, -1 for the reverse, whatever the scores', () => {
    const same = order.map(({ method, mean }) => given(method, mean ** 5));
    assert.deepEqual(rankAgreement(order, same), { systems: 4, rho: 1, low: 1, high: 1 });
    const reverse = order.map(({ method, mean }) => given(method, -mean));
    assert.deepEqual(rankAgreement(order, reverse), { systems: 4, rho: -1, low: -1, high: -1 });
  });

  it('is that of the systems that both have, by Spearman', () => {
    const swapped = [given('b', 3), given('a', 2), given('c', 1), given('e', 0)];
    assert.equal(rankAgreement(order, swapped)?.systems, 3);
    assert.ok(Math.abs((rankAgreement(order, swapped)?.rho ?? 0) - 0.5) < 1e-12);
    assert.equal(rankAgreement(order, swapped.slice(0, 2)), null);
  });

  it('has an interval that follows the draws', () => {
    const unsure = [given('a', 3, [3, 1]), given('b', 2, [2, 2]), given('c', 1, [1, 3])];
    const found = rankAgreement(order, unsure) ?? assert.fail();
    assert.ok(found.low < -0.9 && found.high > 0.9 && found.rho === 1);
  });
});

describe('mean scores on draws', () => {
  const runs = ['a', 'b'].flatMap((method, m) =>
    ['one', 'two'].flatMap((task) =>
      [1, 2, 3].map((seed) => runOf(randomRecord({ examples: 60, seed: 10 * m + seed }), method, task, seed)),
    ),
  );
  const options = { resamples: 60 };
  const [{ x }] = individualExits(runs);

  it('are those of the exits, with draws about them', () => {
    const means = drawnMeans(runs, resampledExits(), x, options);
    assert.deepEqual(
      means.map(({ method }) => method),
      ['a', 'b'],
    );
    for (const { method, mean, draws } of means) {
      const own = individualExits(runs).filter((row) => row.method === method && row.x === x);
      const expected = own.reduce((sum, { score }) => sum + score, 0) / own.length;
      assert.ok(Math.abs(mean - expected) < 1e-12);
      const centre = draws.reduce((sum, value) => sum + value, 0) / draws.length;
      assert.equal(draws.length, 60);
      assert.ok(Math.abs(centre - mean) < 0.03, `${centre} about ${mean}`);
      assert.ok(new Set(draws).size > 10);
    }
  });

  it('leave out a system that lacks a run or the place', () => {
    const lacking = runs.filter(({ config }) => !(config.method === 'b' && config.seed === 3));
    const names = drawnMeans(lacking, resampledExits(), x, options).map(({ method }) => method);
    assert.deepEqual(names, ['a']);
    assert.deepEqual(drawnMeans(runs, resampledExits(), 99, options), []);
  });
});
