import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { baselineNames, individualExits } from '../src/analysis';
import { baselineRuns, oneRun, profile } from '../src/experiments';
import { packBagAnswers } from '../src/experiments/bagAnswers';
import { readShipped } from '../src/experiments/shippedRuns';
import { methodTitle } from '../src/figures';
import { withBaselines } from '../src/notebook';
import { comparison } from '../src/papers/sweet/experiments';
import { evaluationExamples } from '../src/runs/evaluation';
import { fitBag } from '../src/text/bagOfWords';
import { openDataset } from '../src/text/dataset';
import type { RunRecord } from '../src/types';
import { recordOf, runOf } from './support/records';
import { temporaryFolder } from './support/store';

const { found } = readShipped(oneRun(profile('shipped')), comparison);
const scoresOf = (method: string, runs: Parameters<typeof individualExits>[0]) =>
  individualExits(runs)
    .filter((row) => row.method === method)
    .map(({ score }) => score);

function printed(t: TestContext): string[] {
  const lines: string[] = [];
  t.mock.method(console, 'log', (line: string) => void lines.push(line));
  return lines;
}

describe('baselines', () => {
  const baselines = baselineRuns(found, { data: undefined });

  it('are one run of each kind for each task and seed, with a title', () => {
    assert.deepEqual(
      baselines.map(({ config }) => config.method),
      baselineNames,
    );
    for (const name of baselineNames) assert.notEqual(methodTitle(name), name);
  });

  it('chance is the share of the most frequent label', () => {
    const run = runOf(
      recordOf(
        [
          [
            [1, 0],
            [1, 0],
            [0, 1],
          ],
          [
            [1, 0],
            [0, 1],
            [0, 1],
          ],
        ],
        [1, 0, 1],
        [1, 2],
      ),
      'a',
      'b',
      1,
    );
    const [chance] = baselineRuns([{ ...run, metrics: { accuracy: [], f1: [] } }], { data: undefined });
    assert.deepEqual(chance.metrics, { accuracy: [2 / 3, 2 / 3], f1: [0.8, 0.8] });
    assert.deepEqual(scoresOf('chance', [chance]), [2 / 3, 2 / 3]);
  });

  it('the full model is the last member of the Multi-Model, at every exit', () => {
    const last = scoresOf('multi-model', found).pop();
    assert.deepEqual(scoresOf('full-model', baselines), [last, last, last, last]);
  });

  it('the full model may be that of other runs in the same setting', () => {
    const others = found.filter(({ config }) => config.method !== 'multi-model');
    const fullOf = (full: readonly RunRecord[]) =>
      scoresOf('full-model', baselineRuns(others, { data: undefined }, full));
    assert.deepEqual(fullOf(found), scoresOf('full-model', baselines));
    const withConfig = (change: object) =>
      found.map((run) => ({ ...run, config: { ...run.config, ...change } }));
    for (const change of [{ epochs: 9 }, { trainSize: 9 }, { seed: 9 }, { task: 'inference' }])
      assert.deepEqual(fullOf(withConfig(change)), [], JSON.stringify(change));
  });

  it('the bag of words is fitted on the training examples of the run and asked its evaluation examples', () => {
    const [{ config }] = found;
    const dataset = openDataset({ task: config.task });
    const examples = evaluationExamples(dataset, config);
    const answers = fitBag(dataset.train, dataset.task.labels.length)(examples);
    const right = examples.filter(({ label }, n) => answers[n] === label).length / examples.length;
    assert.equal(scoresOf('bag-of-words', baselines)[0], right);
    assert.ok(right > 0.5 && right < 0.7, `${right}`);
  });

  it('the bag of words of a task that does not ship is read as it was packed', () => {
    const real = readShipped(oneRun(profile('real')), comparison).found;
    const [score] = scoresOf('bag-of-words', baselineRuns(real, { data: undefined }));
    assert.ok(score > 0.6 && score < 0.9, `${score}`);
  });

  it('what is packed is what the data give, and stays when they are gone', (t) => {
    const records = temporaryFolder(t);
    packBagAnswers(found, records, { data: undefined });
    const [row, ...others] = JSON.parse(readFileSync(join(records, 'bag-of-words.json'), 'utf8')).rows;
    assert.deepEqual(others, [], 'one row for the three methods');
    const [{ evaluation }] = found;
    const right = [...evaluation.labels].filter((label, n) => label === Number(row.answers[n])).length;
    assert.equal(right / evaluation.labels.length, scoresOf('bag-of-words', baselines)[0]);
    const gone = found.map((run) => ({ ...run, config: { ...run.config, data: 'gone' } }));
    packBagAnswers(gone, records, { data: undefined });
    assert.equal(JSON.parse(readFileSync(join(records, 'bag-of-words.json'), 'utf8')).rows.length, 1);
  });

  it('stand behind the runs; those that cannot be are named', (t) => {
    const lines = printed(t);
    const strangers = found
      .filter(({ config }) => config.method !== 'multi-model')
      .map((run) => ({ ...run, config: { ...run.config, data: 'other examples' } }));
    const all = withBaselines(strangers);
    assert.deepEqual(all.slice(0, strangers.length), strangers);
    assert.deepEqual(
      all.slice(strangers.length).map(({ config }) => config.method),
      ['chance'],
    );
    assert.match(lines.join('\n'), /no bag of words for sentiment.*\nno full model alone for sentiment/);
  });
});
