import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  byAccuracy,
  costDifferences,
  individualExits,
  measuredMeans,
  measuredPoints,
  summarise,
  tradeOff,
  wholeRuns,
} from '../src/analysis';
import { gap } from '../src/claims';
import { profile } from '../src/experiments';
import { readShipped } from '../src/experiments/shippedRuns';
import { comparison } from '../src/papers/sweet/experiments';
import { calibratedConfidence } from '../src/policies';

const settings = { ...profile('shipped'), tasks: ['sentiment', 'inference'] };
const runs = wholeRuns(readShipped(settings, comparison).found);

describe('differences at equal cost', () => {
  const sums = { 'SWEET over Early-Exit': (x: number) => gap('sweet', 'early-exit', [x]) };
  const rows = costDifferences(runs, sums, calibratedConfidence);

  it('are at the costs that all methods have, the cheapest first', () => {
    assert.deepEqual(
      rows.map(({ x }) => x),
      [1 / 12, 1 / 4, 1 / 2, 3 / 4, 1],
    );
  });

  it('are differences of the means of the curves', () => {
    const scores = tradeOff(runs, calibratedConfidence);
    for (const { x, mean } of rows) {
      const of = (method: string) =>
        summarise(scores.filter((row) => row.method === method && row.x === x).map(({ score }) => score))
          .mean;
      assert.ok(Math.abs((mean ?? NaN) - (of('sweet') - of('early-exit'))) < 1e-9);
    }
  });
});

describe('measured points as means over tasks', () => {
  it('belong together by the place of their threshold, also for other numbers of classes', () => {
    const points = measuredPoints(runs, calibratedConfidence);
    const [run] = runs;
    const own = measuredMeans(runs, calibratedConfidence).filter(
      ({ method, seed }) => method === run.config.method && seed === run.config.seed,
    );
    assert.equal(own.length, 11);
    const ofTask = (task: string) =>
      points.filter((row) => row.task === task && row.method === own[0].method && row.seed === own[0].seed);
    const [a, b] = settings.tasks.map(ofTask);
    own.forEach(({ x, score }, i) => {
      assert.ok(Math.abs(x - (a[i].x + b[i].x) / 2) < 1e-9);
      assert.ok(Math.abs(score - (a[i].score + b[i].score) / 2) < 1e-9);
    });
  });
});

describe('whole runs', () => {
  it('are those of the seeds at which no method lacks a task', () => {
    const [first] = runs;
    const { seed } = first.config;
    const without = wholeRuns(runs.filter((run) => run !== first));
    assert.deepEqual(
      without,
      runs.filter(({ config }) => config.seed !== seed),
    );
    assert.deepEqual(wholeRuns(runs), runs);
  });
});

describe('runs by accuracy', () => {
  it('have it as the score of every exit, also where another metric is the first', () => {
    const { found } = readShipped({ ...profile('shipped'), tasks: ['acceptability'] }, comparison);
    const [run] = found;
    assert.equal(Object.keys(run.metrics)[0], 'matthews');
    assert.deepEqual(
      individualExits(byAccuracy([run])).map(({ score }) => score),
      run.metrics.accuracy,
    );
    assert.deepEqual(byAccuracy([{ ...run, metrics: { pearson: [0.5] } }]), []);
  });
});
