import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { derivedSeed, permutation, seededRandom } from '../src/text/random';

const draw = <T>(n: number, next: () => T): T[] => Array.from({ length: n }, next);

const moments = (values: readonly number[]) => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  return { mean, variance };
};

describe('random numbers from a seed', () => {
  it('are the same on every machine', () => {
    assert.deepEqual(
      draw(4, seededRandom(42).uniform),
      [0.010008121142163873, 0.8325330154038966, 0.9743918108288199, 0.05045440560206771],
    );
    assert.deepEqual([...permutation(8, seededRandom('order'))], [0, 6, 2, 3, 5, 7, 1, 4]);
    assert.equal(derivedSeed(42, 'order', 1), 2059814250);
  });

  it('repeat for the same seed and differ for another', () => {
    assert.deepEqual(draw(20, seededRandom(7).normal), draw(20, seededRandom(7).normal));
    assert.notDeepEqual(draw(20, seededRandom(7).uniform), draw(20, seededRandom(8).uniform));
  });

  it('are uniform over [0, 1) and over integers', () => {
    const random = seededRandom(1);
    const values = draw(20000, random.uniform);
    const { mean, variance } = moments(values);
    assert.ok(values.every((x) => x >= 0 && x < 1));
    assert.ok(Math.abs(mean - 1 / 2) < 0.01 && Math.abs(variance - 1 / 12) < 0.003);
    const counts = new Array<number>(5).fill(0);
    for (let i = 0; i < 10000; i++) counts[random.integer(5)]++;
    assert.ok(counts.every((count) => Math.abs(count - 2000) < 200));
  });

  it('are normal with mean 0 and variance 1', () => {
    const values = draw(20000, seededRandom(2).normal);
    const { mean, variance } = moments(values);
    assert.ok(Math.abs(mean) < 0.03 && Math.abs(variance - 1) < 0.05);
    const beyondTwo = values.filter((x) => Math.abs(x) > 2).length / values.length;
    assert.ok(Math.abs(beyondTwo - 0.0455) < 0.006);
  });

  it('put every order of three equally often', () => {
    const random = seededRandom(3);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = permutation(3, random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    assert.equal(counts.size, 6);
    assert.ok([...counts.values()].every((count) => Math.abs(count - 1000) < 130));
  });

  it('keep purposes apart', () => {
    const seeds = [
      [1, 'a'],
      [1, 'b'],
      [2, 'a'],
      ['1', 'a', 0],
      [1, 'a', 1],
      [11, 'a'],
    ] as const;
    const derived = seeds.map(([seed, ...parts]) => derivedSeed(seed, ...parts));
    assert.equal(new Set(derived).size, seeds.length);
    assert.ok(derived.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31));
    assert.notEqual(derivedSeed(1, 'ab'), derivedSeed(1, 'a', 'b'));
  });
});
