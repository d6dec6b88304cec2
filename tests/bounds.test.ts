/** The bounds beside every policy: random exits below, the oracle above, and truncated encoders. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  decidedPredictions,
  exitScores,
  measure,
  policySweep,
  scoreAt,
  tradeOffCurve,
} from '../src/analysis';
import { exitFractions } from '../src/analysis/cost';
import { oracleExits, oraclePoint } from '../src/analysis/oracle';
import { randomExits, randomScore } from '../src/analysis/randomLeaving';
import { TRUNCATED, truncatedCurve, truncatedYardsticks } from '../src/analysis/truncated';
import { yardsticks } from '../src/analysis/yardsticks';
import { bertBase } from '../src/encoders/bertBase';
import { bertEncoder } from '../src/encoders/bertEncoder';
import { linearExit, type MultiExit } from '../src/exits';
import { profile } from '../src/experiments';
import { truncatedRuns } from '../src/experiments/truncated';
import { inMultiplyAdds } from '../src/plan/flops';
import { runMultiplyAdds } from '../src/plan/runCost';
import { policies } from '../src/policies';
import { assertEachClose } from './support/close';
import { refuses } from './support/files';
import { randomRecord, recordOf, runOf } from './support/records';

/** Four examples, two exits: right at both, at the first, at the second, at none. */
// biome-ignore format: a row an exit
const four = recordOf([
  [[1, 0], [1, 0], [1, 0], [1, 0]],
  [[1, 0], [0, 1], [0, 1], [1, 0]],
], [0, 0, 1, 1], [1, 4]);

describe('the oracle', () => {
  it('by hand: the cheapest right exit, else the last; cost (1 + 1 + 4 + 4) / 16', () => {
    assert.deepEqual([...oracleExits(four)], [0, 0, 1, 1]);
    assert.deepEqual(oraclePoint(four, 'accuracy'), { costFraction: 10 / 16, score: 3 / 4 });
    const axis = { title: 'mine', each: [1, 9], full: 8 };
    assert.equal(oraclePoint(four, 'accuracy', axis).costFraction, 20 / 32);
  });

  it('is above every threshold of every policy that answers by the exits', () => {
    const run = runOf(randomRecord({ examples: 200 }), 'early-exit', 't', 1);
    const { score, costFraction } = oraclePoint(run.evaluation, 'accuracy');
    for (const policy of policies.filter(({ name }) => /confidence|energy|entropy|patience/.test(name))) {
      const points = policySweep(run, policy);
      assert.ok(
        points.every((point) => point.score <= score),
        policy.name,
      );
      assert.ok(scoreAt(tradeOffCurve(points), costFraction) < score);
    }
  });

  it('is no policy, and no bound for numbers', () => {
    assert.ok(policies.every(({ name }) => !/oracle|random/.test(name)));
    refuses(() => oracleExits(recordOf([[[1], [2]]], [1, 2], [1])), 'predict a class');
  });
});

describe('random exits', () => {
  const record = randomRecord({ examples: 400, classes: 3 });
  const counts = [100, 200, 60, 40];

  it('have exactly the given distribution, by seed', () => {
    const exits = randomExits(counts, 1);
    assert.deepEqual(
      counts.map((_, e) => exits.filter((exit) => exit === e).length),
      counts,
    );
    assert.deepEqual(randomExits(counts, 1), exits);
    assert.notDeepEqual(randomExits(counts, 2), exits);
  });

  it('score Σ share · score in accuracy, by hand and over draws', () => {
    assert.equal(randomScore(four, 'accuracy')([2, 2]), (0.5 + 0.5) / 2);
    const scores = exitScores(record, 'accuracy');
    const expected = randomScore(record, 'accuracy')(counts);
    assertEachClose(
      [expected],
      [counts.reduce((sum, count, e) => sum + (count / 400) * scores[e], 0)],
      { absolute: 1e-12 },
      'in closed form',
    );
    const draws = Array.from({ length: 400 }, (_, seed) =>
      measure('accuracy', decidedPredictions(record, randomExits(counts, seed)), record.labels),
    );
    const mean = draws.reduce((sum, score) => sum + score, 0) / draws.length;
    assert.ok(Math.abs(mean - expected) < 0.003, `${mean} of ${expected}`);
  });

  it('score the metric of the expected confusions in F1, and an exit’s own score where all leave there', () => {
    const two = randomRecord({ examples: 600 });
    const shares = [150, 150, 150, 150];
    const draws = Array.from({ length: 300 }, (_, seed) =>
      measure('f1', decidedPredictions(two, randomExits(shares, seed)), two.labels),
    );
    const mean = draws.reduce((sum, score) => sum + score, 0) / draws.length;
    assert.ok(Math.abs(mean - randomScore(two, 'f1')(shares)) < 0.003);
    for (const metric of ['accuracy', 'f1', 'matthews'] as const)
      exitScores(two, metric).forEach((score, e) => {
        const all = [0, 0, 0, 0].map((_, i) => (i === e ? 600 : 0));
        assertEachClose([randomScore(two, metric)(all)], [score], { absolute: 1e-12 }, metric);
      });
    refuses(() => randomScore(two, 'f1')([1, 2]), 'counts of 4 exits', 'got 2');
  });
});

describe('truncated encoders', () => {
  const runs = [2, 4].flatMap((depth) =>
    [1, 2].map((seed) => runOf(randomRecord({ depths: [depth], seed }), 'early-exit', 't', seed)),
  );

  it('are one curve: a point for each depth, the mean over seeds', () => {
    const scores = runs.map(({ evaluation }) => exitScores(evaluation, 'accuracy')[0]);
    assert.deepEqual(truncatedCurve(runs), [
      { costFraction: 0.5, score: (scores[0] + scores[1]) / 2 },
      { costFraction: 1, score: (scores[2] + scores[3]) / 2 },
    ]);
  });

  it('are one system beside the others, without what needs a signal', () => {
    const rows = truncatedYardsticks(runs, { baseline: truncatedCurve(runs), from: 0.5 });
    assert.deepEqual(
      rows.map(({ method, task, seed }) => [method, task, seed]),
      [1, 2].map((seed) => [TRUNCATED, 't', seed]),
    );
    const own = truncatedCurve(runs.filter(({ config }) => config.seed === 1));
    assert.equal(rows[0].auc, (own[0].score + own[1].score) / 2);
    assert.equal(rows[0].full, own[1].score);
    assert.deepEqual([rows[0].eefp, rows[0].randomAuc, rows[0].elueLeftOut], [null, null, 0]);
    const [{ auc, aiq, at2 }] = truncatedYardsticks(runs);
    assert.deepEqual([auc, aiq, at2], [null, null, own[0].score], 'nothing costs one block');
    const names = (row: object) => Object.keys(row).filter((name) => name !== 'policy');
    const other = yardsticks(runOf(randomRecord({ depths: [2, 4] }), 'early-exit', 't', 1));
    assert.deepEqual(names(rows[0]), names(other));
  });

  it('have one exit each and one task', () => {
    refuses(() => truncatedCurve([runOf(four, 'sweet', 't', 1)]), 'one exit', 'sweet', '1, 4');
    const other = runOf(randomRecord({ depths: [2] }), 'early-exit', 'u', 1);
    refuses(() => truncatedCurve([...runs, other]), 'of one task', 't, u');
  });

  it('are trained by a grid: every depth, task and seed, each with one exit', () => {
    const quick = { ...profile('quick'), tasks: ['sentiment'], seeds: [1, 2], exits: [2, 4] };
    const options = truncatedRuns(quick);
    assert.deepEqual(
      options.map(({ method, exits, seed }) => [method.name, exits, seed]),
      [2, 4].flatMap((depth) => [1, 2].map((seed) => ['early-exit', [depth], seed])),
    );
    assert.equal(truncatedRuns(quick, [1, 2, 3]).length, 6);
  });
});

describe('costs in multiply-adds', () => {
  const model: MultiExit = {
    ...{ encoder: bertEncoder(bertBase), depths: [3, 6, 12], classes: 2, pooler: 'none', pooling: 'cls' },
    ...{ encoders: 'shared', exit: linearExit },
  };
  const T = 10;
  const block = 12 * T * 768 ** 2 + 2 * T ** 2 * 768;

  it('by hand: blocks, and the heads that an example passes, beside the plain encoder', () => {
    const { each, full } = inMultiplyAdds(model, T);
    assert.deepEqual(each, [3 * block + 1536, 6 * block + 2 * 1536, 12 * block + 3 * 1536]);
    assert.equal(full, 12 * block + 1536);
  });

  it('make poolers of exits dear', () => {
    const fractions = exitFractions(inMultiplyAdds({ ...model, pooler: 'per-exit' }, T));
    const pooled = 768 ** 2 + 1536;
    assert.equal(fractions[2], (12 * block + 3 * pooled) / (12 * block + pooled));
    assert.ok(fractions[2] > 1);
  });

  it('of a run are counted from its record', () => {
    const record = randomRecord({ depths: [3, 6, 12] });
    const run = runOf(record, 'early-exit', 't', 1);
    const known = {
      ...run,
      config: { ...run.config, encoder: 'bert-base-uncased', pooler: 'none' as const },
    };
    assert.deepEqual(runMultiplyAdds(known, T), inMultiplyAdds(model, T));
    refuses(() => runMultiplyAdds(run, T), 'the encoder', 'npm run setup');
    const mine = { ...known, config: { ...known.config, method: 'mine' } };
    refuses(() => runMultiplyAdds(mine, T), 'a method of the lab', "'mine'");
  });
});
