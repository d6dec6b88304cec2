import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { meanGradients } from '../src/analysis/conflict';
import { exitGradients } from '../src/analysis/exitGradients';
import { LabError } from '../src/errors';
import {
  type ConflictPlan,
  inLargeBatches,
  inSmallBatches,
  readConflict,
} from '../src/experiments/conflictFile';
import { conflictAlongTraining, conflictPlan } from '../src/experiments/conflicts';
import { profile } from '../src/experiments/profiles';
import { earlyExit, sweet } from '../src/methods';
import { conflicts } from '../src/papers';
import { run } from '../src/runs/run';
import { openModel } from '../src/runs/trained';
import { unseenExamples } from '../src/runs/unseen';
import { openDataset, sampleRows } from '../src/text/dataset';
import type { Example, Method } from '../src/types';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

const options = (method: Method) => ({ ...smallRun(method), learningRate: 1e-3 });
const plan: ConflictPlan = { steps: [0, 2, 4], batches: 2, times: 3 };

describe('the conflict of gradients along training', () => {
  const surroundings = { store: temporaryFolder({ after }), say: () => undefined };
  const at = (method: Method) => conflictAlongTraining(options(method), plan, surroundings);

  it('has a row for every step, batch, size of batches, block and pair of exits', async () => {
    const rows = await at(earlyExit);
    assert.equal(rows.length, 3 * 2 * 2 * (3 + 1));
    for (const { cosine } of rows) assert.ok(cosine !== null && Math.abs(cosine) <= 1);
  });

  it('is the same for both methods before the first step, and not after', async () => {
    const [ours, theirs] = [await at(earlyExit), await at(sweet)];
    const cosines = (rows: typeof ours, step: number) =>
      rows.filter((row) => row.step === step).map(({ cosine }) => cosine as number);
    cosines(ours, 0).forEach((cosine, i) => {
      assert.ok(Math.abs(cosine - cosines(theirs, 0)[i]) < 1e-5);
    });
    assert.notDeepEqual(cosines(ours, 4), cosines(theirs, 4));
  });

  it('is measured once, and again by another plan', async () => {
    const { folder } = await run(options(earlyExit), surroundings);
    const file = join(folder, 'conflict.json');
    const marked = readFileSync(file, 'utf8').replace(/"cosine":[-\d.e]+/, '"cosine":0.125');
    writeFileSync(file, marked);
    assert.equal((await at(earlyExit))[0].cosine, 0.125);
    const other = await conflictAlongTraining(
      options(earlyExit),
      { steps: [4], batches: 1, times: 1 },
      surroundings,
    );
    assert.equal(other.length, 4);
    assert.equal(readConflict(folder)?.length, 4);
    assert.equal(readConflict(folder, plan), null);
  });

  it('is measured again where the size of the batches is not told', async () => {
    const { folder } = await run(options(earlyExit), surroundings);
    await at(earlyExit);
    const file = join(folder, 'conflict.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/"size":\d+,/g, ''));
    assert.equal(readConflict(folder), null);
    await at(earlyExit);
    assert.equal(readConflict(folder, plan)?.length, 3 * 2 * 2 * (3 + 1));
  });

  it('has rows of both sizes, and the mean of the batches is one batch of the larger size', async () => {
    const rows = await at(earlyExit);
    const count = ({ length }: { readonly length: number }) => length;
    assert.deepEqual([inSmallBatches(rows), inLargeBatches(rows)].map(count), [24, 24]);
    assert.deepEqual([...new Set(rows.map(({ size }) => size))], [16, 48]);
    for (const { itself } of rows) assert.ok(itself !== null && Math.abs(itself) <= 1);
  });

  it('has large batches of as many examples as a small task has', async () => {
    const wanted = { steps: [4], batches: 2, times: 1000 };
    const rows = await conflictAlongTraining(options(earlyExit), wanted, surroundings);
    const [small, large] = [...new Set(rows.map(({ size }) => size))];
    const opened = await openModel(options(earlyExit), 0, surroundings);
    const { newExamples } = opened;
    opened.close();
    assert.ok(large > small && 2 * large <= newExamples && 2 * (large + small) > newExamples);
  });

  it('refuses a step that the run does not have', async () => {
    const far = { steps: [0, 40], batches: 1, times: 1 };
    await assert.rejects(conflictAlongTraining(options(sweet), far, surroundings), LabError);
  });
});

describe('a large batch', () => {
  it('has the mean gradients of its parts, and no example twice', async (t) => {
    const opened = await openModel(options(earlyExit), 0, {
      store: temporaryFolder(t),
      say: () => undefined,
    });
    t.after(opened.close);
    const { model, parameters } = opened;
    const [whole] = opened.newBatches(12, 1);
    const parts = opened.newBatches(4, 3);
    const rows = parts.map((part) => exitGradients(model, earlyExit, parameters, part));
    const [direct] = await exitGradients(model, earlyExit, parameters, whole);
    const [mean] = meanGradients(await Promise.all(rows));
    mean.exits.forEach(({ gradient }, e) => {
      const largest = Math.max(...direct.exits[e].gradient.map(Math.abs));
      for (const [i, value] of gradient.entries())
        assert.ok(Math.abs(value - direct.exits[e].gradient[i]) < 1e-5 * largest, `${e}, ${i}`);
    });
  });
});

describe('new batches', () => {
  const examples = (from: string, n: number): Example[] =>
    Array.from({ length: n }, (_, i) => ({ sentence1: `${from} ${i}`, label: 0 }));
  const datasetOf = (train: number, validation: number) => {
    const dataset = openDataset(smallRun(earlyExit));
    return { ...dataset, train: examples('train', train), validation: examples('dev', validation) };
  };
  const config = { trainSize: 40, subset: 'random', seed: 1 } as const;
  const texts = (train: number, validation: number, size: number, seed = 1) =>
    unseenExamples(datasetOf(train, validation), config, { size, seed }).map(({ sentence1 }) => sentence1);

  it('have distinct training examples that the run has not trained on', () => {
    const seen = new Set([...sampleRows(60, 40, 'random', 1)].map((row) => `train ${row}`));
    for (const seed of [1, 2, 3, 4]) {
      const batch = texts(60, 10, 16, seed);
      assert.equal(new Set(batch).size, 16);
      assert.ok(batch.every((text) => text.startsWith('train') && !seen.has(text)));
    }
    assert.notDeepEqual(texts(60, 10, 16, 1), texts(60, 10, 16, 2));
    assert.deepEqual(texts(60, 10, 16, 1), texts(60, 10, 16, 1));
  });

  it('have evaluation examples if too few training examples are left', () => {
    assert.ok(texts(50, 30, 16).every((text) => text.startsWith('dev')));
    assert.throws(() => texts(50, 12, 16), { name: 'LabError', message: /got 10 training examples and 12/ });
  });
});

describe('the plan of a conflict', () => {
  it('parts a run from its start to its end', () => {
    const sizes = { trainSize: 64, batch: 16, epochs: 2 };
    assert.deepEqual(conflictPlan(sizes, 4).steps, [0, 2, 4, 6, 8]);
    assert.deepEqual(conflictPlan({ ...sizes, epochs: 1 }, 8).steps, [0, 1, 2, 3, 4]);
  });

  it('has the step of the paper if the run goes beyond it', () => {
    const { steps } = conflictPlan({ trainSize: 6000, batch: 16, epochs: 2 }, 4);
    assert.deepEqual(steps, [0, 188, 375, 400, 563, 750]);
    assert.ok(conflicts.runs(profile('paper')).every(({ snapshots }) => snapshots?.includes(400)));
    assert.ok(conflicts.runs(profile('paper')).every(({ learningRate }) => learningRate === 2e-5));
  });
});
