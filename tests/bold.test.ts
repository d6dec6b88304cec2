import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { individualExitsTable } from '../src/figures';
import { leads } from '../src/figures/bold';
import { cellsOf } from '../src/figures/cellsTable';

const rows = (...spreads: [mean: number, sd: number | null][]) => spreads.map(([mean, sd]) => ({ mean, sd }));
const bold = (...spreads: [mean: number, sd: number | null][]) => {
  const all = rows(...spreads);
  return all.map((row) => leads(row, all));
};

describe('bold in a column', () => {
  it('is a score that leads by more than the spread of either', () => {
    assert.deepEqual(bold([0.8, 0.01], [0.75, 0.02], [0.7, 0.01]), [true, false, false]);
    assert.deepEqual(bold([0.766, 0.009], [0.762, 0.008]), [false, false]);
    assert.deepEqual(bold([0.8, 0.001], [0.79, 0.02]), [false, false], 'the spread of the other counts too');
  });

  it('is none where the spread is unknown, or where nothing is beside it', () => {
    assert.deepEqual(bold([0.8, null], [0.5, null]), [false, false]);
    assert.deepEqual(bold([0.8, 0.01]), [false]);
  });

  it('is never a baseline, and a method need not lead the baselines', () => {
    const scores = { 'early-exit': 0.8, sweet: 0.7, 'full-model': 0.9, 'bag-of-words': 0.95 };
    const given = Object.entries(scores).map(([method, mean]) => ({
      ...{ task: 'average', method, trainSize: 6000, x: 1 },
      ...{ mean, n: 3, sd: 0.01, low: 0, high: 1 },
    }));
    const [{ cells }] = cellsOf(individualExitsTable(given, { setting: '', seeds: [1, 2, 3] })) ?? [];
    assert.deepEqual(
      cells.filter((cell) => cell.bold).map(({ row }) => row),
      ['Early-Exit'],
    );
    assert.equal(cells.length, 4);
  });
});
