import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  costFraction,
  decide,
  exitCosts,
  exitPredictions,
  exitScores,
  linspace,
  measure,
  quantileThresholds,
  signalScores,
  speedUp,
  sweep,
} from '../src/analysis';
import { LabError } from '../src/errors';
import { confidence } from '../src/signals';
import type { ExitSignal, MetricName } from '../src/types';
import { randomRecord, recordOf } from './support/records';
import { odds } from './support/signals';

/** A signal of each comparison, so that the sweep is not right for one alone. */
const margin: ExitSignal = {
  name: 'margin',
  paper: '',
  exitsWhen: 'score > threshold',
  score: (reached) => {
    const [a, b] = [...Array.from(reached[reached.length - 1].logits)].sort((x, y) => y - x);
    return a - b;
  },
};
const doubt: ExitSignal = {
  ...margin,
  name: 'doubt',
  exitsWhen: 'score < threshold',
  score: (r) => 1 / (1 + margin.score(r)),
};
const signals: readonly [ExitSignal, number[]][] = [
  [confidence, [...linspace(0.5, 1, 23), 0.75, 0.4]],
  [margin, [...linspace(0, 6, 20), -1]],
  [doubt, [...linspace(0, 1, 20), 2]],
];

describe('where examples leave', () => {
  it('by hand: the first exit that is sure enough, else the last, whose answer counts', () => {
    const record = recordOf(
      [
        [
          [2, 0],
          [0.1, 0],
          [0, 0.1],
          [0, 0.2],
        ],
        [
          [0, 3],
          [3, 0],
          [0, 0.2],
          [0.2, 0],
        ],
        [
          [0, 9],
          [0, 9],
          [9, 0],
          [0, 9],
        ],
      ],
      [0, 0, 1, 1],
      [1, 2, 4],
    );
    assert.deepEqual([...decide(record, confidence, 0.8)], [0, 1, 2, 2]);
    const [point] = sweep(record, confidence, [0.8], 'accuracy');
    assert.deepEqual(point, {
      threshold: 0.8,
      counts: [1, 1, 2],
      score: 0.75,
      costFraction: 11 / 16,
      speedUp: 16 / 11,
    });
    assert.deepEqual(exitScores(record, 'accuracy'), [1, 0.5, 0.25]);
  });

  for (const [signal, thresholds] of signals) {
    it(`${signal.name}: a sweep is one decision after another`, () => {
      for (const classes of [2, 3]) {
        for (const metric of ['accuracy', 'matthews', 'f1'] satisfies MetricName[]) {
          const record = randomRecord({ classes, examples: 60, seed: classes });
          const N = record.labels.length;
          const answers = exitPredictions(record);
          const points = sweep(record, signal, thresholds, metric);
          thresholds.forEach((threshold, i) => {
            const exits = decide(record, signal, threshold);
            const predictions = exits.map((e, n) => answers[e * N + n]);
            assert.deepEqual(
              points[i].counts,
              record.depths.map((_, e) => exits.filter((exit) => exit === e).length),
            );
            assert.equal(points[i].threshold, threshold);
            assert.equal(points[i].score, measure(metric, predictions, record.labels));
            assert.equal(points[i].costFraction, costFraction(points[i].counts, record));
          });
        }
      }
    });

    it(`${signal.name}: sees no exit that is not reached`, () => {
      const record = randomRecord({ examples: 30 });
      const later = { ...record, logits: record.logits.slice() };
      const half = record.logits.length / 2;
      later.logits.fill(7, half);
      const early = (r: typeof record) => signalScores(r, signal).slice(0, 2 * 30);
      assert.deepEqual(early(later), early(record));
    });
  }

  it('a signal is given the exits in order, one more each time', () => {
    const seen: number[][] = [];
    const spy: ExitSignal = {
      ...confidence,
      score: (reached) => seen.push(reached.map(({ depth }) => depth)),
    };
    signalScores(randomRecord({ examples: 1 }), spy);
    assert.deepEqual(seen, [[1], [1, 4], [1, 4, 6], [1, 4, 6, 12]]);
  });

  it('raising a confidence threshold never makes an example leave earlier', () => {
    const record = randomRecord({ examples: 200, classes: 3 });
    let before = decide(record, confidence, 0);
    for (const threshold of linspace(1 / 3, 1, 40)) {
      const now = decide(record, confidence, threshold);
      now.forEach((e, n) => void assert.ok(e >= before[n], `example ${n} at ${threshold}`));
      before = now;
    }
  });

  it('compares in float32, as the reference does: float32(0.7) is not below 0.7', () => {
    const even: ExitSignal = { ...confidence, score: () => Math.fround(0.7) };
    assert.equal(decide(randomRecord({ examples: 1 }), even, 0.7)[0], 0);
  });

  for (const [signal, classes, metric] of [
    [confidence, 2, 'accuracy'],
    [odds, 2, 'accuracy'],
    [odds, 3, 'matthews'],
  ] as const)
    it(`1,000 thresholds for 10,000 examples and 12 exits take less than 0.2 s: ${signal.name}, ${metric}, ${classes} classes`, (t) => {
      const depths = Array.from({ length: 12 }, (_, i) => i + 1);
      const record = randomRecord({ depths, classes, examples: 10_000 });
      const thresholds = quantileThresholds(record, signal, 1000);
      const times = Array.from({ length: 5 }, () => {
        const start = process.cpuUsage();
        sweep(record, signal, thresholds, metric);
        const { user, system } = process.cpuUsage(start);
        return (user + system) / 1e6;
      });
      t.diagnostic(`sweep: ${times.map((s) => s.toFixed(3)).join(', ')} s of processor time`);
      assert.ok(Math.min(...times) < 0.2, `took ${times}`);
    });
});

describe('what it costs', () => {
  const shared = { depths: [1, 4, 6, 12], encoders: 'shared' } as const;
  const separate = { depths: [1, 4, 6, 12], encoders: 'separate' } as const;

  it('the example of SWEET section 3.3: leaving third costs 6/12, or 11/12 with separate models', () => {
    assert.deepEqual(exitCosts(shared), [1, 4, 6, 12]);
    assert.deepEqual(exitCosts(separate), [1, 5, 11, 23]);
    assert.equal(costFraction([0, 0, 1, 0], shared), 6 / 12);
    assert.equal(costFraction([0, 0, 1, 0], separate), 11 / 12);
  });

  it('always leaving last is speed-up 1, and 23/12 of the cost with separate models', () => {
    const never = 1.5;
    const [one] = sweep(randomRecord(), confidence, [never], 'accuracy');
    const [more] = sweep(randomRecord({ encoders: 'separate' }), confidence, [never], 'accuracy');
    assert.deepEqual([one.costFraction, one.speedUp], [1, 1]);
    assert.equal(more.costFraction, 23 / 12);
  });

  it('Multi-Model costs at least as much as a shared encoder, and at most 23/12', () => {
    for (const threshold of linspace(0.5, 1, 30)) {
      const [one] = sweep(randomRecord(), confidence, [threshold], 'accuracy');
      const [more] = sweep(randomRecord({ encoders: 'separate' }), confidence, [threshold], 'accuracy');
      assert.deepEqual(one.counts, more.counts);
      assert.ok(more.costFraction >= one.costFraction && more.costFraction <= 23 / 12);
      assert.equal(speedUp(more.counts, separate), more.speedUp);
    }
  });

  it('refuses to price no examples', () => {
    assert.throws(() => costFraction([0, 0, 0, 0], shared), LabError);
  });
});
