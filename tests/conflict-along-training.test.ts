import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { LabError } from '../src/errors';
import {
  type ConflictPlan,
  conflictAlongTraining,
  conflictPlan,
  readConflict,
} from '../src/experiments/conflicts';
import { earlyExit, sweet } from '../src/methods';
import { run } from '../src/runs/run';
import type { Method } from '../src/types';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

const options = (method: Method) => ({ ...smallRun(method), learningRate: 1e-3 });
const plan: ConflictPlan = { steps: [0, 2, 4], batches: [1, 2] };

describe('the conflict of gradients along training', () => {
  const surroundings = { store: temporaryFolder({ after }), say: () => undefined };
  const at = (method: Method) => conflictAlongTraining(options(method), plan, surroundings);

  it('has a row for every step, batch, block and pair of exits', async () => {
    const rows = await at(earlyExit);
    assert.equal(rows.length, 3 * 2 * (3 + 1));
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
    const other = await conflictAlongTraining(options(earlyExit), { steps: [4], batches: [1] }, surroundings);
    assert.equal(other.length, 4);
    assert.equal(readConflict(folder)?.length, 4);
    assert.equal(readConflict(folder, plan), null);
  });

  it('refuses a step that the run does not have', async () => {
    const far = { steps: [0, 40], batches: [1] };
    await assert.rejects(conflictAlongTraining(options(sweet), far, surroundings), LabError);
  });
});

describe('the plan of a conflict', () => {
  it('parts a run from its start to its end', () => {
    const sizes = { trainSize: 64, batch: 16, epochs: 2 };
    assert.deepEqual(conflictPlan(sizes, 4).steps, [0, 2, 4, 6, 8]);
    assert.deepEqual(conflictPlan({ ...sizes, epochs: 1 }, 8).steps, [0, 1, 2, 3, 4]);
  });
});
