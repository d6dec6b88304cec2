/**
 * What notebooks 0 and 1 show: the drawing of an encoder, free lunches by task, and the agreement of pairs of exits.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freeLunches, lunchesByTask, tradeOff } from '../src/analysis';
import { LabError } from '../src/errors';
import { conflictPairs } from '../src/experiments/conflictPairs';
import { encoderDrawing } from '../src/figures';
import { conflictTable, lunchTable } from '../src/notebook';
import { plainConfidence } from '../src/policies';
import { randomRecord, runOf } from './support/records';

describe('the drawing of an encoder', () => {
  it('has every block and every exit, with the share of the blocks that run', () => {
    const svg = encoderDrawing([1, 3, 4]);
    assert.equal(svg.match(/>exit</g)?.length, 3);
    assert.deepEqual(svg.match(/>(\d\/4|all)</g), ['>1/4<', '>3/4<', '>all<']);
    for (const block of ['block 1', '2', '3', '4']) assert.ok(svg.includes(`>${block}<`), block);
  });
});

describe('free lunches by task', () => {
  const runs = ['a', 'b'].flatMap((task, t) =>
    [1, 2].map((seed) => runOf(randomRecord({ examples: 60, seed: seed + 7 * t }), 'early-exit', task, seed)),
  );

  it('are means over the seeds of what each run gives', () => {
    const rows = lunchesByTask(runs, plainConfidence);
    assert.deepEqual(
      rows.map(({ task, seeds }) => [task, seeds]),
      [
        ['a', 2],
        ['b', 2],
      ],
    );
    const [one, other] = freeLunches(runs, plainConfidence);
    assert.ok(Math.abs(rows[0].costFraction - (one.costFraction + other.costFraction) / 2) < 1e-12);
    const halves = tradeOff(runs, plainConfidence).filter(({ x, task }) => x === 0.5 && task === 'a');
    const lost = halves.map(({ score }, i) => score - [one, other][i].lastExit);
    assert.ok(Math.abs(rows[0].atHalf - (lost[0] + lost[1]) / 2) < 1e-12);
  });

  it('are told in percent and points', () => {
    const lunch = {
      lastExit: 0.868,
      costFraction: 0.5,
      heldOutCost: 0.52,
      heldOutGain: -0.002,
      atHalf: -0.019,
    };
    assert.deepEqual(Object.values(lunchTable([{ task: 'a', seeds: 3, ...lunch }])[0]), [
      ...['a', 3, '86.8', '0.50', '0.52', '-0.2', '-1.9'],
    ]);
  });
});

describe('pairs of exits', () => {
  const pairOf1And4 = { block: 1, first: 1, second: 4 };
  const about = { method: 'early-exit', task: 'a', seed: 1, size: 16, run: 'r' };
  const row = (step: number, batch: number, cosine: number | null, itself: number | null) => ({
    ...about,
    ...{ ...pairOf1And4, rows: 8, step, batch, cosine, itself },
  });

  it('are measured at the last step, by signed and by absolute cosines', () => {
    const rows = [row(0, 1, 0.9, 0.9), row(8, 1, 0.3, 0.5), row(8, 2, -0.1, 0.7)];
    const [pair] = conflictPairs(rows);
    const { cosine, absolute, itself, ...rest } = pair;
    assert.deepEqual(
      [cosine, absolute, itself].map((value) => value?.toFixed(6)),
      ['0.100000', '0.200000', '0.600000'],
    );
    assert.deepEqual(rest, {
      ...{ method: 'early-exit', size: 16, ...pairOf1And4, least: -0.1, most: 0.3, measured: 2 },
    });
    assert.deepEqual(Object.values(conflictTable([pair])[0]), [
      ...[16, 1, '1 and 4', '+0.10', '-0.10 to +0.30', '0.20', '+0.60'],
    ]);
  });

  it('without a cosine are left out', () => {
    assert.deepEqual(conflictPairs([row(8, 1, null, null)]), []);
    assert.throws(() => conflictPairs([]), LabError);
  });
});
