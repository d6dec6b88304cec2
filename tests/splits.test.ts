/** The examples that a run is evaluated on. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { profile, profileRun } from '../src/experiments';
import { matcher } from '../src/experiments/match';
import { searched } from '../src/experiments/searched';
import { sweet } from '../src/methods';
import { type RunOptions, runId } from '../src/runs/config';
import { evaluationExamples, namedExample } from '../src/runs/evaluation';
import { prepareRun } from '../src/runs/prepare';
import { sampleRows } from '../src/text/dataset';
import type { RunConfig, Split } from '../src/types';
import { refuses } from './support/files';

const options = (other: Partial<RunOptions>): RunOptions => ({
  ...{ method: sweet, task: 'sentiment', encoder: 'tiny-bert-12', exits: [1, 4], pooler: 'none' },
  ...{ trainSize: 5000, evalSize: 800, maxLength: 64, learningRate: 1e-3 },
  ...other,
});

describe('the split of a run', () => {
  it('is the validation file by default; the identity is then that of a run without a split', () => {
    const { config } = prepareRun(options({}));
    assert.equal('split' in config, false);
    assert.equal(runId(prepareRun(options({ split: 'validation' })).config), runId(config));
    const ids = (['validation', 'test', 'held-out'] as const).map((split) =>
      runId(prepareRun(options({ split })).config),
    );
    assert.equal(new Set(ids).size, 3);
  });

  it('is the test file', () => {
    const { config, dataset } = prepareRun(options({ split: 'test', evalSize: 100_000 }));
    assert.equal(config.evalSize, 1000);
    assert.deepEqual(evaluationExamples(dataset, config), dataset.test);
    assert.match(namedExample(dataset, config)(3), /^test example 3,/);
  });

  it('holds out training examples: none that the run trains on, and as many as are asked for', () => {
    for (const subset of ['random', 'first'] as const)
      for (const evalSize of [300, 100_000]) {
        const { config, dataset } = prepareRun(options({ split: 'held-out', evalSize, subset, seed: 3 }));
        assert.equal(config.evalSize, Math.min(evalSize, 1000));
        const held = evaluationExamples(dataset, config);
        assert.equal(held.length, config.evalSize);
        const rows = sampleRows(dataset.train.length, config.trainSize, subset, 3);
        const trained = new Set(Array.from(rows, (row) => dataset.train[row]));
        assert.equal(trained.size, 5000);
        assert.ok(held.every((example) => !trained.has(example) && dataset.train.includes(example)));
      }
  });

  it('is refused where there are no examples', () => {
    refuses(() => prepareRun(options({ split: 'held-out', trainSize: 6000 })), '6000', 'hold out');
    refuses(
      () => prepareRun(options({ split: 'dev' as Split })),
      'split',
      'validation, test, held-out',
      'dev',
    );
  });

  it('is part of what a stored run is looked up by', () => {
    const { config } = prepareRun(options({ split: 'test' }));
    const sizes = { train: 6000, validation: 1000, test: 1000 };
    const fits = (split: Split | undefined, of: RunConfig) => matcher(options({ split }), sizes)(of);
    assert.equal(fits('test', config), true);
    assert.equal(fits('validation', config), false);
    const { split: _, ...plain } = config;
    assert.equal(fits('test', plain), false);
    assert.equal(fits(undefined, plain), true);
  });
});

describe('what a search has chosen', () => {
  it('is the learning rate of the profile: gates have that of their base method, others that of Early-Exit', () => {
    const { learningRates, cosee } = searched('shipped');
    const settings = profile('shipped');
    const rateOf = (method: typeof sweet) =>
      profileRun(settings, { method, task: 'sentiment', seed: 1 }).learningRate;
    assert.equal(rateOf(sweet), learningRates.sweet);
    assert.equal(rateOf({ ...sweet, name: 'sweet-lte' }), learningRates.sweet);
    assert.equal(rateOf({ ...sweet, name: 'vanilla' }), learningRates['early-exit']);
    assert.deepEqual(settings.cosee, cosee);
  });

  it('is asked for where it is missing', () =>
    refuses(() => searched('nowhere'), 'nowhere', 'npm run search'));
});
