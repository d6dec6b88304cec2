import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { confidenceThresholds, decide, fitTemperature, linspace, meanNll } from '../src/analysis';
import { confidence } from '../src/signals';
import { fixtureJson } from './support/fixtures';
import { recordOf } from './support/records';

/** Numbers made by running the functions published with the SWEET paper. */
const golden = fixtureJson<{
  readonly thresholds_2: number[];
  readonly thresholds_3: number[];
  readonly thresholds_lte: number[];
  readonly uniform_exit_at_min_thr_C2: boolean;
  readonly uniform_exit_at_min_thr_C3: boolean;
  readonly 'binary_logit_gap_exits_at_thr_1.0': { readonly [gap: string]: boolean };
}>('golden/sweet.json');

const leavesFirst = (logits: number[], threshold: number) =>
  decide(recordOf([[logits], [logits]], [0], [1, 2]), confidence, threshold)[0] === 0;

describe('numbers of the published SWEET code', () => {
  it('thresholds from 1/C to 1, both ends exact', () => {
    for (const [found, expected] of [
      [confidenceThresholds(2), golden.thresholds_2],
      [confidenceThresholds(3), golden.thresholds_3],
      [linspace(0, 1, 11), golden.thresholds_lte],
    ]) {
      assert.equal(found.length, 11);
      found.forEach((t, i) => void assert.ok(Math.abs(t - expected[i]) < 1e-15, `${t} for ${expected[i]}`));
      assert.deepEqual([found[0], found[10]], [expected[0], expected[10]]);
    }
  });

  it('uniform logits leave at the least threshold', () => {
    assert.equal(leavesFirst([0.3, 0.3], 1 / 2), golden.uniform_exit_at_min_thr_C2);
    assert.equal(leavesFirst([0.7, 0.7, 0.7], 1 / 3), golden.uniform_exit_at_min_thr_C3);
  });

  it('at threshold 1 an example leaves once float32 rounds its confidence to 1', () => {
    const gaps = Object.entries(golden['binary_logit_gap_exits_at_thr_1.0']);
    assert.equal(gaps.length, 8);
    for (const [gap, leaves] of gaps) assert.equal(leavesFirst([Number(gap), 0], 1), leaves, `gap ${gap}`);
  });
});

// The published temperature and calibration numbers come without the logits they were made from, so the fit is held
// against a search over a fine grid instead.
describe('the temperature fit', () => {
  const logits = Float32Array.from([3, -1, 2, 0.5, -0.2, 0.1, 4, -3, 1, 1.5, -2, 2.5, 0.3, -0.4]);
  const labels = Int32Array.from([0, 1, 1, 0, 0, 1, 1]);

  it('finds the least mean NLL that a grid of 100,000 temperatures finds', () => {
    const T = fitTemperature(logits, labels, 2);
    const grid = linspace(0.05, 20, 100_000);
    const best = grid.reduce((a, b) =>
      meanNll(logits, labels, 2, a) <= meanNll(logits, labels, 2, b) ? a : b,
    );
    assert.ok(Math.abs(T - best) < 3e-4, `${T} for ${best}`);
    assert.ok(meanNll(logits, labels, 2, T) <= meanNll(logits, labels, 2, best) + 1e-12);
  });

  it('undoes a scaling', () => {
    const T = fitTemperature(logits, labels, 2);
    const fourfold = fitTemperature(
      logits.map((z) => 4 * z),
      labels,
      2,
    );
    assert.ok(Math.abs(fourfold / T - 4) < 1e-6, `${fourfold} for 4 x ${T}`);
  });

  it('stays finite where there is no optimum: all right, all wrong, all equal', () => {
    const sure = Float32Array.from([2, 0, 2, 0]);
    assert.equal(fitTemperature(sure, Int32Array.from([0, 0]), 2), 0.01);
    assert.equal(fitTemperature(sure, Int32Array.from([1, 1]), 2), 100);
    assert.equal(fitTemperature(new Float32Array(4), Int32Array.from([0, 1]), 2), 1);
  });
});
