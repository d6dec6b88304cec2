/** Verdicts on made-up records whose truth is known. Each draw has other examples, other seeds and other noise. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Verdict } from '../src/claims';
import { judged, type Planted } from './support/knownEffects';

/** How many of the draws have each verdict. */
function count(planted: Planted, draws: number): Record<Verdict, number> {
  const counts = { holds: 0, leans: 0, against: 0, 'cannot tell': 0 };
  for (let draw = 1; draw <= draws; draw++) counts[judged(planted, draw).verdict]++;
  return counts;
}

describe('the verdict of 95 draws of 100', () => {
  const plain: Planted = { effect: 0, knowledge: 0.5, seeds: 5 };

  it('on a planted effect: holds', () => {
    assert.ok(count({ ...plain, effect: 0.6 }, 100).holds >= 95);
  });

  it('on the opposite effect: against', () => {
    assert.ok(count({ ...plain, effect: -0.6 }, 100).against >= 95);
  });

  it('on no effect: leans or cannot tell; at most 5% hold, and so many are printed', (t) => {
    for (const seeds of [2, 3, 5]) {
      const { holds, leans, 'cannot tell': open } = count({ ...plain, seeds }, 400);
      const rate = (100 * holds) / 400;
      t.diagnostic(`no effect, ${seeds} seeds: ${rate.toFixed(2)}% hold falsely`);
      assert.ok(rate <= 5, `${rate}% with ${seeds} seeds`);
      assert.ok(leans + open >= 0.95 * 400, `${leans} lean, ${open} cannot tell`);
    }
  });

  it('on one seed: cannot tell, whatever the effect', () => {
    assert.equal(count({ ...plain, effect: 0.6, seeds: 1 }, 100)['cannot tell'], 100);
  });

  it('on scores at chance: cannot tell, at chance', () => {
    const coins = { ...plain, knowledge: null };
    assert.ok(count(coins, 100)['cannot tell'] >= 95);
    assert.match(judged(coins, 1).detail, /at chance$/);
  });

  it('on ties: cannot tell', () => {
    assert.equal(count({ ...plain, same: true }, 100)['cannot tell'], 100);
    assert.match(judged({ ...plain, same: true }, 1).detail, /^\+0\.0 \(95% \+0\.0 to \+0\.0/);
  });
});
