/** Yardsticks of curves and exits: planted values computed by hand, and properties that hold for any curve. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type CurvePoint,
  curveArea,
  exampleIntervals,
  exitScores,
  matchedScores,
  policySweep,
  scoreAt,
  studentT,
  tradeOffCurve,
} from '../src/analysis';
import { curveYardsticks } from '../src/analysis/curveYardsticks';
import { elueScore } from '../src/analysis/elue';
import { exitYardsticks } from '../src/analysis/exitYardsticks';
import { failurePrediction } from '../src/analysis/failurePrediction';
import { averageQuality, convexHull } from '../src/analysis/hull';
import { hypervolume } from '../src/analysis/hypervolume';
import { keptSpeedUp } from '../src/analysis/keptSpeedUp';
import { oraclePoint } from '../src/analysis/oracle';
import { resampledYardsticks } from '../src/analysis/resampledYardsticks';
import { staticCurve } from '../src/analysis/staticCurve';
import { meanHeight } from '../src/analysis/tradeoff';
import {
  placeOfYardstick,
  summariseYardsticks,
  yardstickNames,
  yardstickScores,
} from '../src/analysis/yardstickScores';
import { type Yardsticks, yardsticks } from '../src/analysis/yardsticks';
import { yardstickTable } from '../src/analysis/yardstickTable';
import { policyOf } from '../src/methods/policyOf';
import { learnedExit, quantilePolicy } from '../src/policies';
import { energy, entropy } from '../src/signals';
import { seededRandom } from '../src/text/random';
import type { ExitSignal } from '../src/types';
import { assertEachClose } from './support/close';
import { refuses } from './support/files';
import { randomRecord, recordOf, runOf } from './support/records';
import { constant } from './support/signals';

const curveOf = (...points: (readonly [cost: number, score: number])[]): CurvePoint[] =>
  points.map(([costFraction, score]) => ({ costFraction, score }));

/** Its third point is worse than its second, which costs less. */
const planted = curveOf([0.25, 0.6], [0.5, 0.8], [0.75, 0.7], [1, 0.9]);

const close = (actual: number | null, expected: number, what: string) =>
  assertEachClose([actual ?? Number.NaN], [expected], { absolute: 1e-12 }, what);

const drawnCurves = Array.from({ length: 40 }, (_, seed) => {
  const { uniform, integer } = seededRandom(seed);
  return tradeOffCurve(
    Array.from({ length: 1 + integer(12) }, () => ({ costFraction: 0.05 + uniform(), score: uniform() })),
  );
});

describe('the area under a curve', () => {
  it('by hand: (.175 + .1875 + .2) / .75', () => {
    close(meanHeight(planted, 0.25, 1), 0.75, 'AUC');
    close(meanHeight(planted, 1, 1), 0.9, 'a range of one cost');
  });
});

describe('the non-decreasing convex hull', () => {
  it('by hand: without the worse point; (.175 + .425) / .75', () => {
    assert.deepEqual(convexHull(planted), curveOf([0.25, 0.6], [0.5, 0.8], [1, 0.9]));
    close(averageQuality(planted, 0.25, 1), 0.8, 'AIQ');
  });

  it('does not fall behind its best point', () => {
    const falling = curveOf([0.25, 0.6], [0.5, 0.8], [1, 0.7]);
    assert.deepEqual(convexHull(falling), curveOf([0.25, 0.6], [0.5, 0.8], [1, 0.8]));
    assert.deepEqual(convexHull(curveOf([0.5, 0.7])), curveOf([0.5, 0.7]));
    assert.deepEqual(convexHull(curveOf([0.5, 0.7], [1, 0.2])), curveOf([0.5, 0.7], [1, 0.7]));
  });

  it('of any curve is nowhere below it, concave, non-decreasing, and its own hull', () => {
    for (const curve of drawnCurves) {
      const hull = convexHull(curve);
      for (const { costFraction, score } of curve)
        assert.ok(scoreAt(hull, costFraction) >= score - 1e-12, 'below the curve');
      const slopes = hull
        .slice(1)
        .map((point, i) => (point.score - hull[i].score) / (point.costFraction - hull[i].costFraction));
      slopes.forEach((slope, i) => {
        assert.ok(slope >= 0 && slope <= (slopes[i - 1] ?? Number.POSITIVE_INFINITY) + 1e-9, `slope ${i}`);
      });
      assert.deepEqual(convexHull(hull), hull);
      assert.ok(averageQuality(curve, 0.05, 1) >= meanHeight(curve, 0.05, 1) - 1e-12);
    }
  });

  it('moves with the scores: AIQ(a + b score) = a + b AIQ(score)', () => {
    for (const curve of drawnCurves) {
      const moved = curve.map((point) => ({ ...point, score: 0.1 + 0.5 * point.score }));
      close(averageQuality(moved, 0.05, 1), 0.1 + 0.5 * averageQuality(curve, 0.05, 1), 'AIQ');
    }
  });
});

describe('the speed-up that keeps a share of the score', () => {
  it('by hand, on the line between two thresholds', () => {
    close(keptSpeedUp(planted, 0.99, 0.9), 1 / 0.98875, '99% of .9 is .891');
    close(keptSpeedUp(planted, 0.85, 0.9), 1 / 0.45625, '85% of .9 is .765');
    close(keptSpeedUp(planted, 0.5, 0.9), 4, 'the first point has it');
    close(keptSpeedUp(planted, 1, 0.9), 1, 'all of it');
  });

  it('is none where no threshold has the score, and where the full model has none', () => {
    assert.equal(keptSpeedUp(planted, 1, 0.91), null);
    assert.equal(keptSpeedUp(planted, 0.99, 0), null);
    assert.equal(keptSpeedUp(planted, 0.99, -0.2), null);
  });

  it('of any curve falls as the share grows', () => {
    for (const curve of drawnCurves) {
      const full = curve[curve.length - 1].score;
      const kept = [0.2, 0.9, 0.99, 0.999, 1].map((share) => keptSpeedUp(curve, share, full) ?? 0);
      kept.slice(1).forEach((speedUp, i) => {
        assert.ok(speedUp <= kept[i] + 1e-9);
      });
    }
  });
});

describe('the hypervolume', () => {
  it('by hand: .25 of .1, .25 of .3, .25 of .3', () => {
    close(hypervolume(planted, 0.5), 0.175, 'hypervolume');
    close(hypervolume(curveOf([0, 1]), 0.5), 0.5, 'a perfect model without cost');
    close(hypervolume(curveOf([1, 0.9], [1.5, 1]), 0.5), 0, 'the full model, and what costs more');
    close(hypervolume(curveOf([0.5, 0.4]), 0.5), 0, 'below chance');
  });

  it('does not change by a dominated point, and grows by one that is not', () => {
    const dominated = [...planted.slice(0, 2), { costFraction: 0.6, score: 0.75 }, ...planted.slice(2)];
    close(hypervolume(dominated, 0.5), hypervolume(planted, 0.5), 'dominated');
    const better = [...planted.slice(0, 2), { costFraction: 0.6, score: 0.85 }, ...planted.slice(2)];
    close(hypervolume(better, 0.5), 0.175 + 0.4 * 0.05, 'better');
  });
});

describe('the ELUE score', () => {
  const baseline = curveOf([0.25, 0.5], [0.5, 0.7], [1, 0.9]);

  it('by hand: (.1 + .1 + 0) / 3 at the costs of the baseline', () => {
    const { score, points, leftOut } = elueScore(planted, baseline);
    close(score, 0.2 / 3, 'ELUE');
    assert.deepEqual([points, leftOut], [3, 0]);
    close(elueScore(baseline, baseline).score, 0, 'the baseline itself');
  });

  it('leaves out, and counts, costs beyond an end of one curve', () => {
    const late = elueScore(planted.slice(1), baseline);
    close(late.score, 0.05, '(.1 + 0) / 2');
    assert.deepEqual([late.points, late.leftOut], [2, 1]);
    const given = elueScore(planted, baseline, [0.1, 0.5, 2]);
    close(given.score, 0.1, 'at .5 alone');
    assert.deepEqual([given.points, given.leftOut], [1, 2]);
    assert.deepEqual(elueScore(curveOf([2, 1]), baseline), { score: null, points: 0, leftOut: 3 });
  });

  it('has our own static exits as a baseline: the mean over runs at the cost of each exit', () => {
    const runs = [1, 2].map((seed) => runOf(randomRecord({ seed }), 'elasticbert', 't', seed));
    const scores = runs.map(({ evaluation }) => exitScores(evaluation, 'accuracy'));
    const mean = scores[0].map((score, e) => (score + scores[1][e]) / 2);
    assert.deepEqual(
      staticCurve(runs),
      curveOf([1 / 12, mean[0]], [4 / 12, mean[1]], [0.5, mean[2]], [1, mean[3]]),
    );
    const apart = runs.map((run) => ({
      ...run,
      evaluation: { ...run.evaluation, encoders: 'separate' as const },
    }));
    assert.deepEqual(staticCurve(apart), staticCurve(runs));
    const axis = { title: 'mine', each: [1, 2, 3, 4], full: 4 };
    assert.deepEqual(
      staticCurve(runs, axis).map(({ costFraction }) => costFraction),
      [0.25, 0.5, 0.75, 1],
    );
  });
});

describe('failure prediction (EEFP)', () => {
  /** The first logit less the second: right answers of class 0 are where it is large. */
  const record = recordOf(
    [
      [
        [3, 0],
        [1, 0],
        [2, 0],
        [4, 0],
      ],
    ],
    [0, 0, 1, 1],
    [1],
  );
  const byFirst = (of: (z: number) => number, exitsWhen: ExitSignal['exitsWhen'] = 'score > threshold') => ({
    ...constant(0, exitsWhen),
    score: (reached: Parameters<ExitSignal['score']>[0]) => of(reached[reached.length - 1].logits[0]),
  });

  it('by hand: right at 3 and 1, wrong at 2 and 4; one pair of four in order', () => {
    assert.deepEqual(
      failurePrediction(
        record,
        byFirst((z) => z),
      ),
      [0.25],
    );
    assert.deepEqual(
      failurePrediction(
        record,
        byFirst((z) => z, 'score < threshold'),
      ),
      [0.75],
    );
  });

  it('depends on the order of the signal alone', () => {
    for (const of of [(z: number) => 3 * z - 5, Math.exp, (z: number) => z ** 3])
      assert.deepEqual(failurePrediction(record, byFirst(of)), [0.25]);
  });

  it('of a constant signal is one half, and a tie counts half', () => {
    assert.deepEqual(
      failurePrediction(
        record,
        byFirst(() => 1),
      ),
      [0.5],
    );
    assert.deepEqual(
      failurePrediction(
        record,
        byFirst((z) => Math.min(z, 3)),
      ),
      [(0.5 + 1 + 0 + 0) / 4],
    );
  });

  it('of a random signal is near one half; of the truth, 1', () => {
    const many = randomRecord({ examples: 4000, depths: [1, 2] });
    const { uniform } = seededRandom(3);
    const random = { ...constant(0, 'score > threshold'), score: () => uniform() };
    for (const auroc of failurePrediction(many, random))
      assert.ok(Math.abs((auroc ?? 0) - 0.5) < 0.04, `${auroc}`);
    const right = recordOf(
      [
        [
          [2, 0],
          [1, 0],
          [0.5, 0],
        ],
      ],
      [0, 0, 1],
      [1],
    );
    assert.deepEqual(
      failurePrediction(
        right,
        byFirst((z) => z),
      ),
      [1],
    );
  });

  it('is none at an exit that is always right, and not asked of numbers', () => {
    assert.deepEqual(
      failurePrediction(
        recordOf(
          [
            [
              [1, 0],
              [2, 0],
            ],
          ],
          [0, 0],
          [1],
        ),
        byFirst((z) => z),
      ),
      [null],
    );
    refuses(
      () =>
        failurePrediction(
          recordOf([[[1], [2]]], [1, 2], [1]),
          byFirst((z) => z),
        ),
      'predict a class',
    );
  });
});

describe('the yardsticks of a run', () => {
  const depths = [1, 2, 3, 4];
  const runs = ['a', 'b'].flatMap((task, t) =>
    [1, 2, 3].map((seed) =>
      runOf(randomRecord({ depths, examples: 120, seed: seed + 10 * t }), 'early-exit', task, seed),
    ),
  );
  const policy = quantilePolicy(energy);
  const baseline = staticCurve(runs.slice(3));

  it('are those of its curve, its exits and its bounds', () => {
    const row = yardsticks(runs[0], policy, { baseline });
    const curve = tradeOffCurve(policySweep(runs[0], policy));
    assert.deepEqual([row.method, row.task, row.seed, row.metric], ['early-exit', 'a', 1, 'accuracy']);
    assert.equal(row.policy, policy.title);
    assert.equal(row.full, exitScores(runs[0].evaluation, 'accuracy')[3]);
    assert.equal(row.auc, curveArea(runs[0], policy));
    assert.equal(row.aiq, averageQuality(curve, 0.25, 1));
    assert.equal(row.hypervolume, hypervolume(curve, row.chance));
    assert.equal(row.speedUp99, keptSpeedUp(curve, 0.99, row.full));
    assert.equal(row.at2, matchedScores([runs[0]], policy, [2])[0].score);
    assert.deepEqual([row.elue, row.elueLeftOut], [elueScore(curve, baseline).score, 0]);
    const { costFraction, score } = oraclePoint(runs[0].evaluation, 'accuracy');
    assert.deepEqual([row.oracleCost, row.oracleScore], [costFraction, score]);
    assert.equal(row.oracleGap, score - scoreAt(curve, costFraction));
    const exits = exitYardsticks(runs[0], policy);
    assert.deepEqual(
      exits.map(({ depth }) => depth),
      depths,
    );
    close(row.eefp, exits.slice(0, 3).reduce((sum, { eefp }) => sum + (eefp ?? 0), 0) / 3, 'EEFP');
    close(row.dis, exits.slice(0, 3).reduce((sum, { dis }) => sum + (dis ?? 0), 0) / 3, 'DIS');
  });

  it('are by the policy of its method, without a baseline and in blocks, unless others are given', () => {
    const row = yardsticks(runs[0]);
    assert.equal(row.policy, policyOf(runs[0].config).title);
    assert.deepEqual([row.elue, row.elueLeftOut], [null, null]);
    const twice = { title: 'twice', each: depths.map((depth) => 2 * depth), full: 8 };
    assert.deepEqual(yardsticks(runs[0], policy, { axis: twice }), yardsticks(runs[0], policy));
    const dear = yardsticks(runs[0], policy, { axis: { title: 'dear', each: [2, 3, 4, 5], full: 4 } });
    assert.equal(dear.at4, null, 'no threshold costs as little as a quarter');
    assert.ok((dear.oracleCost ?? 0) > (yardsticks(runs[0], policy).oracleCost ?? 1));
  });

  it('of exits without signals for right and wrong, and of numbers, have empty cells', () => {
    const numbers = runOf(
      recordOf(
        [
          [[1], [2], [5]],
          [[1], [3], [4]],
        ],
        [1, 3, 4],
        [1, 2],
      ),
      'mine',
      't',
      1,
    );
    const run = { ...numbers, metrics: { pearson: [] } };
    const apart = { ...policy, signal: constant(0, 'score > threshold'), thresholds: () => [-1, 1] };
    const row = yardsticks(run, apart);
    assert.deepEqual([row.eefp, row.dis, row.oracleCost, row.oracleGap], [null, null, null, null]);
    assert.equal(row.full, 1);
  });

  it('are refused where a policy lacks its extras', () => {
    refuses(() => yardsticks(runs[0], learnedExit), 'exits with gates', 'learningToExit');
  });

  it('are summed up over seeds, and over tasks at the seeds that have all of them', () => {
    const rows = runs.map((run) => yardsticks(run, policy, { baseline }));
    const summaries = summariseYardsticks(rows, ['auc', 'elue']);
    assert.deepEqual(
      summaries.map(({ yardstick, task, n }) => [yardstick, task, n]),
      ['auc', 'elue'].flatMap((name) => ['a', 'b', 'average'].map((task) => [name, task, 3])),
    );
    const [a, b] = ['a', 'b'].map((task) =>
      rows.filter((row) => row.task === task).map(({ auc }) => auc ?? 0),
    );
    const means = a.map((auc, s) => (auc + b[s]) / 2);
    const mean = means.reduce((sum, x) => sum + x, 0) / 3;
    const sd = Math.sqrt(means.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 2);
    const half = (studentT(2) * sd) / Math.sqrt(3);
    const average = summaries[2];
    assertEachClose(
      [average.mean ?? 0, average.low ?? 0, average.high ?? 0],
      [mean, mean - half, mean + half],
      { absolute: 1e-12 },
      'the average',
    );
    const some = rows.map(
      (row): Yardsticks => (row.seed === 2 && row.task === 'b' ? { ...row, auc: null } : row),
    );
    const left = summariseYardsticks(some, ['auc']);
    assert.deepEqual(
      left.map(({ task, n, seeds }) => [task, n, seeds]),
      [
        ['a', 3, 3],
        ['b', 2, 3],
        ['average', 2, 3],
      ],
    );
    const [shown] = yardstickTable(summaries);
    assert.equal(shown.task, 'a');
    assert.match(shown.AUC, /^\d\d\.\d \(\d+\.\d to \d+\.\d\)$/);
    assert.equal(yardstickTable(summaries).length, 3);
  });

  it('are resampled as they are read: a draw with every example once gives the row', () => {
    const once = new Int32Array(120).fill(1);
    const row = yardsticks(runs[0], policy, { baseline });
    const drawn = resampledYardsticks(policy, { baseline })(runs[0], [once]);
    for (const { x, scores } of drawn)
      assert.deepEqual([...scores], [row[yardstickNames[x]]], yardstickNames[x]);
    const names = Object.keys(curveYardsticks).filter(
      (name) => row[name as keyof typeof curveYardsticks] !== null,
    );
    assert.equal(drawn.length, names.length);
  });

  it('have intervals over examples, of differences between systems too', () => {
    const others = runs.map((run) => ({ ...run, config: { ...run.config, method: 'better' } }));
    const overExamples = exampleIntervals([...runs, ...others], resampledYardsticks(policy), {
      resamples: 40,
    });
    const x = placeOfYardstick('auc');
    const term = { method: 'early-exit', x, weight: 1 };
    const [low, high] = overExamples([term], [1, 2, 3], ['a', 'b']) ?? [0, 0];
    const rows = yardstickScores(
      runs.map((run) => yardsticks(run, policy)),
      'auc',
    );
    const mean = rows.reduce((sum, { score }) => sum + (score ?? 0) / 6, 0);
    assert.ok(low < mean && mean < high && high - low < 0.1, `${low} < ${mean} < ${high}`);
    const none = overExamples([term, { method: 'better', x, weight: -1 }], [1, 2, 3], ['a', 'b']);
    assertEachClose(none ?? [1, 1], [0, 0], { absolute: 1e-12 }, 'equal records, equal draws');
  });

  it('rank a signal that knows more above one that knows less', () => {
    const record = randomRecord({ depths, examples: 1500, seed: 5 });
    const run = runOf(record, 'early-exit', 't', 1);
    const blind: ExitSignal = {
      ...constant(0, 'score < threshold'),
      score: (reached) => Math.abs(7919 * reached[reached.length - 1].logits[0]) % 1,
    };
    const [knowing, not] = [entropy, blind].map((signal) => yardsticks(run, quantilePolicy(signal)));
    assert.ok((knowing.auc ?? 0) > (not.auc ?? 1) + 0.01);
    assert.ok((knowing.eefp ?? 0) > 0.6 && Math.abs((not.eefp ?? 0) - 0.5) < 0.05);
    assert.ok(Math.abs((not.auc ?? 0) - (not.randomAuc ?? 1)) < 0.02, 'a blind signal is a random policy');
  });
});
