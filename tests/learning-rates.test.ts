import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  chosenOwnConstants,
  exitScores,
  learningRateRows,
  onEvaluationSet,
  onOneHalf,
  ownConstantRows,
} from '../src/analysis';
import { LabError } from '../src/errors';
import { earlyExit, ownConstants, withOwnConstant } from '../src/methods';
import { calibratedConfidence, publishedCodeConfidence } from '../src/policies';
import { randomRecord, runOf } from './support/records';

describe('the search for a learning rate', () => {
  const runs = ['early-exit', 'sweet'].flatMap((method, m) =>
    [1e-5, 3e-5, 5e-5].flatMap((learningRate, i) =>
      [1, 2].map((seed) => {
        const run = runOf(
          randomRecord({ seed: 100 * m + 10 * i + seed, examples: 200 }),
          method,
          'task',
          seed,
        );
        return { ...run, config: { ...run.config, learningRate } };
      }),
    ),
  );

  it('has an area for every rate, over the seeds, and one chosen rate a method', () => {
    const rows = learningRateRows(runs, calibratedConfidence);
    assert.equal(rows.length, 6);
    assert.ok(rows.every(({ seeds, choice, report }) => seeds === 2 && choice > 0 && report > 0));
    for (const method of ['early-exit', 'sweet']) {
      const own = rows.filter((row) => row.method === method);
      const [chosen, ...others] = own.filter((row) => row.chosen);
      assert.equal(others.length, 0);
      assert.equal(chosen.choice, Math.max(...own.map((row) => row.choice)));
    }
  });

  it('reports other examples than it chose on, the paper the same', () => {
    const { evaluation } = runs[0];
    const { choice, report } = onOneHalf(evaluation, 1);
    assert.equal(choice.labels.length + report.labels.length, 200);
    const [whole, one, other] = [evaluation, choice, report].map((part) => exitScores(part, 'accuracy'));
    for (const e of [0, 1, 2, 3]) assert.ok(Math.abs((one[e] + other[e]) / 2 - whole[e]) < 1e-12);
    const rows = learningRateRows(runs, publishedCodeConfidence, onEvaluationSet);
    assert.ok(rows.every((row) => row.choice === row.report));
  });

  it('of equals takes the smallest rate; no runs are refused', () => {
    const [run] = runs;
    const same = [3e-5, 1e-5].map((learningRate) => ({ ...run, config: { ...run.config, learningRate } }));
    const chosen = learningRateRows(same, calibratedConfidence).filter((row) => row.chosen);
    assert.deepEqual(
      chosen.map((row) => row.learningRate),
      [1e-5],
    );
    assert.throws(() => learningRateRows([], calibratedConfidence), LabError);
  });
});

describe("the search for a method's own constant", () => {
  const runs = ['one', 'two'].flatMap((task, i) =>
    [0.1, 0.7].map((regularisation, m) => {
      const run = runOf(randomRecord({ seed: 10 * i + m, examples: 200 }), 'dynexit', task, 1);
      return { ...run, config: { ...run.config, constants: { regularisation, weightRate: 100 } } };
    }),
  );

  it('has an area for every value on every task, and takes the largest mean', () => {
    const rows = ownConstantRows(runs, onEvaluationSet);
    assert.deepEqual(
      rows.map(({ task, constant, value }) => `${task} ${constant} ${value}`),
      ['one', 'two'].flatMap((task) => [0.1, 0.7].map((value) => `${task} regularisation ${value}`)),
    );
    const meanOf = (wanted: number) =>
      rows.filter(({ value }) => value === wanted).reduce((sum, { choice }) => sum + choice / 2, 0);
    const { dynexit: choice } = chosenOwnConstants(rows);
    assert.equal(choice.value, meanOf(0.1) > meanOf(0.7) ? 0.1 : 0.7);
    assert.ok(Math.abs(choice.area - Math.max(meanOf(0.1), meanOf(0.7))) < 1e-12);
  });

  it('knows each constant by the name that the method has for it, and at most four values', () => {
    for (const [name, { constant, values, withValue }] of Object.entries(ownConstants)) {
      assert.ok(values.length >= 2 && values.length <= 4, name);
      for (const value of values) {
        const method = withValue(value);
        assert.equal(method.name, name);
        assert.equal(method.constants?.[constant], value);
        assert.deepEqual(
          withOwnConstant(method, { [name]: values[0] }).constants,
          withValue(values[0]).constants,
        );
      }
    }
    assert.equal(withOwnConstant(earlyExit, { palbert: 1 }), earlyExit);
  });

  it('refuses a run of a method without such a constant', () => {
    const stray = runOf(randomRecord({ seed: 1, examples: 20 }), 'early-exit', 'one', 1);
    assert.throws(() => ownConstantRows([stray]), LabError);
  });
});
