import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { exitPredictions, published, publishedScores } from '../src/analysis';
import { LabError } from '../src/errors';
import { type Profile, profile, profileNames } from '../src/experiments';
import {
  isReadOverTraining,
  readTraining,
  runReadOverTraining,
  runsReadTwice,
  trainingReadings,
  writeReadTwice,
} from '../src/experiments/trainingReadings';
import { cosee, otherMethods, sweet } from '../src/methods';
import {
  ablation,
  consistency,
  type coseePaper,
  coseeSearch,
  everyBlock,
  everyExperiment,
  signalComparison,
  signalParts,
  sweetPaper,
  systems,
  together,
} from '../src/papers';
import { run } from '../src/runs/run';
import { openDataset, sampleRows } from '../src/text/dataset';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

const quick = profile('quick');
const methodsOf = (
  experiment: (typeof coseePaper.experiments)[number],
  settings: Profile = quick,
): string[] => experiment.runs(settings).map(({ method }) => method.name);

describe('the experiments of COSEE', () => {
  it('have an exit after every block of the profile’s encoder', () => {
    for (const name of profileNames) {
      const settings = profile(name);
      const every = everyBlock(settings);
      const depth = settings.exits[settings.exits.length - 1];
      assert.deepEqual(
        every.exits,
        Array.from({ length: depth }, (_, i) => i + 1),
      );
      assert.match(every.title, /, an exit after every block/);
      assert.doesNotMatch(every.title, /exits after/);
    }
    assert.equal(everyBlock(profile('real')).exits.length, 6);
  });

  it('are what the paper compares', () => {
    const parts = ['vanilla', 'swm-energy', 'osc-energy', 'cosee-energy'];
    assert.deepEqual(methodsOf(ablation), parts);
    assert.deepEqual(methodsOf(signalComparison), [
      ...['vanilla', 'cosee-energy', 'cosee-entropy', 'cosee-softmax'],
    ]);
    assert.deepEqual(methodsOf(signalParts), [
      ...['swm-entropy', 'osc-entropy', 'swm-softmax', 'osc-softmax'],
    ]);
    assert.deepEqual(methodsOf(together), [
      ...['vanilla', 'vanilla-sweet', 'cosee-energy', 'cosee-energy-sweet'],
    ]);
    assert.deepEqual(
      systems.runs(quick).map(({ method, exits }) => [method.name, exits.length, exits[0]]),
      [
        ...[12, 6].map((exit) => ['early-exit', 1, exit]),
        ...['vanilla', 'sweet', 'cosee-energy'].map((name) => [name, 12, 1]),
        ...otherMethods.map(({ name }) => [name, 12, 1]),
      ],
    );
    assert.deepEqual(methodsOf(consistency), ['cosee-energy']);
  });

  it('search every value with every other, on tasks and seeds of their own', () => {
    const search = { alpha: [0.1, 1], beta0: [1, 10], learningRate: [1e-4, 2e-4], batch: [16, 32] };
    const runs = coseeSearch.runs({ ...quick, overrides: { 'cosee-search': { search, seeds: [7] } } });
    assert.equal(runs.length, 16);
    const settings = runs.map(({ method, batch, learningRate }) =>
      JSON.stringify([method.constants?.alpha, method.constants?.beta0, batch, learningRate]),
    );
    assert.equal(new Set(settings).size, 16);
    assert.ok(runs.every(({ seed }) => seed === 7));
    assert.equal(coseeSearch.runs(profile('paper')).length % 144, 0);
  });

  it('have the recipe of their own where a profile has one, and leave SWEET’s alone', () => {
    const [run] = ablation.runs(profile('paper'));
    assert.deepEqual([run.epochs, run.batch, run.maxLength, run.learningRate], [10, 128, 128, 2e-5]);
    const names = everyExperiment.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    const runs = sweetPaper.experiments.flatMap((experiment) => experiment.runs(quick));
    assert.ok(runs.every(({ exits }) => exits.length === 4));
  });
});

describe('what exits say of training examples', () => {
  const surroundings = { store: temporaryFolder({ after }), say: () => undefined };
  const options = { ...smallRun(cosee()), evalSize: 16, batch: 16, learningRate: 1e-3 };

  it('is read once, of as many of the run’s own examples as it is evaluated on', async () => {
    const readings = await trainingReadings(options, surroundings);
    const { train } = openDataset(options);
    const rows = sampleRows(train.length, 16, 'random', 1);
    assert.deepEqual(
      [...readings.labels],
      Array.from(rows, (row) => train[row].label),
    );
    const own = new Set(sampleRows(train.length, 64, 'random', 1));
    assert.ok(
      rows.every((row) => own.has(row)),
      'all of them were trained on',
    );
    assert.deepEqual(readings.depths, [1, 3, 5]);
    assert.equal(exitPredictions(readings).length, 48);

    const record = await run(options, surroundings);
    assert.ok(isReadOverTraining(record.folder));
    assert.deepEqual(readTraining(record), readings);
    assert.notDeepEqual(readings.logits, record.evaluation.logits);
    const told = { ...surroundings, onProgress: () => assert.fail('it is trained again') };
    assert.deepEqual(await trainingReadings(options, told), readings);
    assert.equal((await runReadOverTraining(options, told)).id, record.id);
  });

  it('goes with the records that ship, and is absent where nothing was read', async () => {
    const [record, plain] = [await run(options, surroundings), await run(smallRun(sweet), surroundings)];
    const records = temporaryFolder({ after });
    assert.equal(readTraining(plain), null);
    const read = runsReadTwice([record, plain], records);
    assert.deepEqual(
      read.map(({ run }) => run.id),
      [record.id],
    );
    writeReadTwice(read, records);
    assert.ok(existsSync(join(records, 'training', 'runs.json')));
    assert.ok(!readdirSync(records).includes('runs.json'), 'readings are no finished runs');
    const [shipped] = runsReadTwice([{ ...record, folder: '/nowhere' }], records);
    assert.deepEqual(shipped.training.labels, read[0].training.labels);
    const off = shipped.training.logits.map((logit, i) => Math.abs(logit - read[0].training.logits[i]));
    assert.ok(Math.max(...off) < 1e-2);
  });
});

describe('published scores of COSEE', () => {
  it('stand at their speed-up, and claim no seeds', () => {
    const cells = published({ paper: 'COSEE', table: '2', method: 'cosee', task: 'sst-2' });
    assert.deepEqual(
      publishedScores(cells, 'Table 2').map(({ x, n, mean, sd }) => [x, n, mean, sd]),
      [[2.14, 1, 0.93, null]],
    );
    const sweetCells = published({ paper: 'SWEET', table: '1', method: 'sweet', exit: 4, size: 'BASE' });
    assert.deepEqual(
      publishedScores(sweetCells, '').map(({ x, n }) => [x, n]),
      [[4, 3]],
    );
    assert.throws(
      () => publishedScores(published({ paper: 'COSEE', table: '4' }), ''),
      (error) => error instanceof LabError && /an exit or a speed-up/.test(error.message),
    );
  });
});
