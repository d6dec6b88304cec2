import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  checkThresholds,
  decide,
  matchedCost,
  matchedScores,
  policySweep,
  quantileThresholds,
  scaleLogits,
  scoreWithin,
  signalScores,
  speedUpsEvenInCost,
  sweep,
} from '../src/analysis';
import { quantilePolicy } from '../src/policies';
import { confidence } from '../src/signals';
import type { ExitPolicy } from '../src/types';
import { assertEachClose } from './support/close';
import { refuses } from './support/files';
import { randomRecord, recordOf, runOf } from './support/records';
import { constant, lead, odds } from './support/signals';

const depths = Array.from({ length: 12 }, (_, i) => i + 1);
const record = randomRecord({ depths, examples: 300 });

describe('speed-ups of curves', () => {
  it('lie evenly in cost, from 1 to the fastest', () => {
    const speedUps = speedUpsEvenInCost(4, 4);
    const costs = speedUps.map((x) => 1 / x);
    assertEachClose(costs, [1, 0.75, 0.5, 0.25], { absolute: 1e-12 }, 'costs');
    assert.equal(speedUpsEvenInCost().length, 9);
  });
});

describe('thresholds at quantiles', () => {
  for (const signal of [confidence, lead, odds]) {
    it(`${signal.name}: everyone leaves first at one end, nobody early at the other`, () => {
      const thresholds = quantileThresholds(record, signal);
      const ends = [thresholds[0], thresholds[thresholds.length - 1]].map((t) => decide(record, signal, t));
      if (signal.exitsWhen === 'score < threshold') ends.reverse();
      assert.ok(ends[0].every((e) => e === 0));
      assert.ok(ends[1].every((e) => e === 11));
      const inside = sweep(record, signal, thresholds.slice(1, -1), 'accuracy');
      assert.ok(inside.every(({ counts }) => counts[0] < 300 && counts[11] < 300));
    });

    it(`${signal.name}: as many scores of internal exits between any two`, () => {
      const thresholds = quantileThresholds(record, signal, 34);
      const scores = signalScores(record, signal).subarray(0, 11 * 300);
      const below = thresholds.map((t) => scores.filter((score) => score < t).length);
      const inner = signal.exitsWhen === 'score > threshold' ? below.slice(1) : below.slice(0, -1);
      const even = Array.from({ length: 34 }, (_, i) => Math.round((i * 3299) / 33));
      assertEachClose(inner, even, { absolute: 1 }, 'but for scores that tie');
    });
  }

  it('does not look at the last exit, nor at labels', () => {
    const other = { ...record, logits: record.logits.slice(), labels: record.labels.map(() => 0) };
    other.logits.fill(1e4, 11 * 300 * 2);
    assert.deepEqual(quantileThresholds(other, odds), quantileThresholds(record, odds));
  });

  it('equal scores give one threshold; a constant signal gives both ends alone', () => {
    for (const exitsWhen of ['score >= threshold', 'score > threshold', 'score < threshold'] as const) {
      for (const score of [0, 0.3, -2]) {
        const signal = constant(score, exitsWhen);
        const thresholds = quantileThresholds(record, signal);
        const first = sweep(record, signal, thresholds, 'accuracy').map(({ counts }) => counts[0]);
        assert.deepEqual(
          first,
          exitsWhen === 'score > threshold' ? [300, 0] : first[0] ? [300, 0] : [0, 300],
        );
      }
    }
  });

  it('refuses a single exit and scores that are no numbers', () => {
    refuses(() => quantileThresholds(randomRecord({ depths: [12] }), odds), '2 or more exits', 'got 1');
    refuses(() => quantileThresholds(record, constant(Number.NaN, 'score < threshold')), 'NaN');
  });

  it('are thresholds for any signal, one step beyond its range too, and none further', () => {
    const sure = recordOf([[[99, 0]], [[99, 0]]], [0], [1, 2]);
    for (const signal of [confidence, lead, odds])
      assert.ok(policySweep(runOf(sure, 'a', 't', 1), quantilePolicy(signal)).length === 2, signal.name);
    for (const stray of [1.000001, 0.49999])
      refuses(() => checkThresholds([stray], confidence, 2), 'from 0.5 to 1');
    assert.deepEqual(checkThresholds([-1e30, 1e30], lead, 2), [-1e30, 1e30]);
  });

  it('are made of the scores that are decided by: those of a calibrated record', () => {
    const cooled: ExitPolicy = {
      ...quantilePolicy(odds),
      calibrate: (it) =>
        scaleLogits(it, { title: '', values: depths.map(() => [0.1]), fold: new Uint8Array(300) }),
    };
    const points = policySweep(runOf(record, 'a', 't', 1), cooled);
    const distinct = new Set(points.map(({ costFraction }) => costFraction)).size;
    assert.ok(distinct > 80, `${distinct} points`);
  });
});

describe('scores at matched cost', () => {
  const curve = [
    { costFraction: 0.25, score: 0.6 },
    { costFraction: 0.75, score: 0.8 },
  ];

  it('lie on the curve, and are null beyond it instead of its end', () => {
    const at = [0.25, 0.5, 0.75, 0.25 - 1e-12, 0.2, 0.8].map((cost) => scoreWithin(curve, cost));
    at.slice(0, 4).forEach((score, i) => {
      assert.ok(Math.abs((score ?? Number.NaN) - [0.6, 0.7, 0.8, 0.6][i]) < 1e-9);
    });
    assert.deepEqual(at.slice(4), [null, null]);
  });

  it('each run at each speed-up: a curve from 1 to 12 times says nothing at 13, nor at 0.9', () => {
    const runs = [1, 2].map((seed) => runOf(randomRecord({ depths, seed, examples: 80 }), 'a', 't', seed));
    const scores = matchedScores(runs, quantilePolicy(odds), [0.9, 1, 2, 12, 13]);
    assert.deepEqual(
      scores.map(({ score }) => score === null),
      [true, false, false, false, true, true, false, false, false, true],
    );
    const [point] = sweep(runs[0].evaluation, odds, [0], 'accuracy');
    assert.equal(scores[1].score, point.score);
    const rows = matchedCost(runs, quantilePolicy(odds), [2, 13]);
    assert.deepEqual(
      rows.map(({ x, seeds, n, mean }) => [x, seeds, n, mean]),
      [
        [2, 2, 2, ((scores[2].score ?? 0) + (scores[7].score ?? 0)) / 2],
        [13, 2, 0, null],
      ],
    );
  });

  it('half way in cost between two thresholds is half way between their scores', () => {
    // biome-ignore format: a row an exit
    const two = recordOf([
      [[1, 0], [1, 0]],
      [[1, 0], [0, 1]],
    ], [0, 1], [1, 2]);
    const policy: ExitPolicy = { ...quantilePolicy(lead), thresholds: () => [0, 9] };
    const [{ score }] = matchedScores([runOf(two, 'a', 't', 1)], policy, [4 / 3]);
    assert.equal(score, 0.75);
  });

  it('refuses a speed-up that is none', () => {
    for (const x of [0, -1, Number.NaN])
      refuses(() => matchedScores([], quantilePolicy(odds), [x]), `got ${x}`);
  });
});
