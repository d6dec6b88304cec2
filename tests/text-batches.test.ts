import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeBatch, type PlanOptions, paddedLength, planBatches, planByLength } from '../src/text/batches';
import { seededRandom } from '../src/text/random';
import type { EncodedExample } from '../src/types';
import { refuses } from './support/files';

const random = seededRandom('batches');
const lengths = Int32Array.from({ length: 1003 }, () => 4 + random.integer(60));
const options: PlanOptions = { lengths, batch: 16, epochs: 2, seed: 1, shuffle: true, multiple: 16 };
const everyRow = Array.from(lengths, (_, row) => row);
const longest = (rows: Int32Array) => Math.max(...Array.from(rows, (row) => lengths[row]));
const sorted = (plan: readonly Int32Array[]) => plan.flatMap((rows) => [...rows]).sort((a, b) => a - b);

describe('planBatches', () => {
  it('sees every row once an epoch, the last batch of it small', () => {
    const plan = planBatches(options);
    assert.equal(plan.length, 2 * 63);
    for (const epoch of [plan.slice(0, 63), plan.slice(63)]) {
      assert.deepEqual(sorted(epoch), everyRow);
      assert.deepEqual(
        [...new Set(epoch.map((rows) => rows.length))].sort((a, b) => a - b),
        [11, 16],
      );
    }
  });

  it('repeats for a seed, and differs for another seed and epoch', () => {
    const plan = planBatches(options);
    assert.deepEqual(planBatches(options), plan);
    assert.notDeepEqual(planBatches({ ...options, seed: 2 }), plan);
    assert.notDeepEqual(plan.slice(0, 63), plan.slice(63));
  });

  it('shares its first epochs with a longer training', () => {
    assert.deepEqual(planBatches({ ...options, epochs: 3 }).slice(0, 126), planBatches(options));
  });

  it('pads little, and does not go from short to long', () => {
    const wasted = (plan: readonly Int32Array[]) => {
      const padded = plan.reduce((sum, rows) => sum + rows.length * longest(rows), 0);
      return 1 - (2 * lengths.reduce((sum, length) => sum + length, 0)) / padded;
    };
    const plan = planBatches(options);
    assert.ok(wasted(plan) < 0.5 * wasted(planBatches({ ...options, shuffle: false })));
    const epoch = plan.slice(0, 63).map(longest);
    const rises = epoch.filter((length, i) => i > 0 && length > epoch[i - 1]).length;
    assert.ok(rises > 15 && rises < 47);
  });

  it('mixes rows of one length: neighbours of one epoch are not neighbours of the next', () => {
    const same = { ...options, lengths: new Int32Array(320).fill(10) };
    const plan = planBatches(same);
    const together = new Set(plan.slice(0, 20).flatMap((rows) => pairsOf(rows)));
    const again = plan
      .slice(20)
      .flatMap((rows) => pairsOf(rows))
      .filter((pair) => together.has(pair));
    assert.ok(again.length < 0.15 * together.size);
  });

  it('not shuffled, takes consecutive rows in file order', () => {
    const plan = planBatches({ ...options, shuffle: false });
    assert.deepEqual(
      plan.slice(0, 63).flatMap((rows) => [...rows]),
      everyRow,
    );
    assert.deepEqual(plan.slice(0, 63), plan.slice(63));
    assert.ok(plan.slice(0, 62).every((rows) => rows.length === 16));
  });

  it('refuses what cannot be planned', () => {
    refuses(() => planBatches({ ...options, batch: 0 }), 'batch', 'got 0');
    refuses(() => planBatches({ ...options, batch: 2.5 }), 'batch', 'got 2.5');
    refuses(() => planBatches({ ...options, epochs: 0 }), 'epoch', 'got 0');
    refuses(() => planBatches({ ...options, lengths: [] }), 'got none');
  });
});

const pairsOf = (rows: Int32Array): string[] =>
  [...rows].flatMap((a) => [...rows].filter((b) => a < b).map((b) => `${a} ${b}`));

describe('planByLength', () => {
  it('sees every row once, longest first', () => {
    const plan = planByLength(lengths, 32);
    assert.deepEqual(sorted(plan), everyRow);
    const inOrder = plan.flatMap((rows) => Array.from(rows, (row) => lengths[row]));
    assert.ok(inOrder.every((length, i) => i === 0 || inOrder[i - 1] >= length));
  });
});

describe('makeBatch', () => {
  const example = (ids: number[], label: number): EncodedExample => ({
    ids: Int32Array.from(ids),
    typeIds: Int32Array.from(ids, (_, i) => Number(i > 1)),
    label,
  });
  const examples = [example([2, 7, 8, 3], 1), example([2, 3], 0), example([2, 9, 3], 2)];

  it('pads ids, types and mask to its own longest row', () => {
    const batch = makeBatch(examples, [2, 1], { padId: 5, multiple: 1 });
    assert.deepEqual([batch.size, batch.length], [2, 3]);
    assert.deepEqual([...batch.ids], [2, 9, 3, 2, 3, 5]);
    assert.deepEqual([...batch.typeIds], [0, 0, 1, 0, 0, 0]);
    assert.deepEqual([...batch.mask], [1, 1, 1, 1, 1, 0]);
    assert.deepEqual([...batch.labels], [2, 0]);
    assert.deepEqual([...batch.rows], [2, 1]);
  });

  it('rounds the length up, but not beyond the limit', () => {
    assert.equal(makeBatch(examples, [0], { padId: 0, multiple: 16 }).length, 16);
    assert.equal(makeBatch(examples, [0], { padId: 0, multiple: 16, limit: 10 }).length, 10);
    assert.deepEqual(
      [15, 16, 17, 20].map((n) => paddedLength(n, { multiple: 16, limit: 20 })),
      [16, 16, 20, 20],
    );
    refuses(() => paddedLength(21, { multiple: 16, limit: 20 }), 'at most 20', 'got 21');
  });
});
