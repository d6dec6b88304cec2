/** A step that fails: a learner that leaves the state as it was gives a checkpoint of it, and no other does. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { earlyExit, sweet } from '../src/methods';
import { tensorflow } from '../src/ops/tensorflow';
import { run } from '../src/runs/run';
import { CapturedLearner } from '../src/training/captured';
import { EagerLearner } from '../src/training/eager';
import type { Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

before(prepareTestBackend);

describe('a run whose third step fails', () => {
  it('has a checkpoint of the second where the state is as it was, and goes on to the end', async (test) => {
    const store = temporaryFolder(test);
    const said: string[] = [];
    const surroundings = { store, say: (line: string) => said.push(line), checkpointSeconds: 3600 };
    const learner = tensorflow() ? CapturedLearner : EagerLearner;
    const { step } = learner.prototype;
    let taken = 0;
    learner.prototype.step = function (...words: Parameters<typeof step>) {
      taken += 1;
      return taken === 3 ? Promise.reject(new Error('no memory is left')) : step.apply(this, words);
    };
    test.after(() => {
      learner.prototype.step = step;
    });
    await assert.rejects(run(smallRun(sweet), surroundings), /no memory is left/);
    const expected = learner === EagerLearner;
    assert.equal(
      said.some((line) => line.includes('a checkpoint of step 2')),
      expected,
    );
    const record = await run(smallRun(sweet), surroundings);
    assert.equal(record.steps.length, 4);
    assert.equal(
      said.some((line) => line.includes('going on from step 2')),
      expected,
    );
    assert.ok(existsSync(join(record.folder, 'run.json')));
  });
});

describe('a run whose second stage begins with a step that fails', () => {
  /** Exits change places when the second stage begins: beginning it twice would put them back. */
  const swapped: Method = {
    ...earlyExit,
    name: 'swapped',
    stages: [
      { name: 'one', share: 1 },
      {
        name: 'two',
        share: 1,
        startsFrom: ({ name }) =>
          name.replace(/^exits\.[01]\./, (head) => (head === 'exits.0.' ? 'exits.1.' : 'exits.0.')),
      },
    ],
  };

  it('begins that stage once', async (test) => {
    const surroundings = () => ({ store: temporaryFolder(test), say: () => undefined });
    const whole = await run(smallRun(swapped), surroundings());
    const learner = tensorflow() ? CapturedLearner : EagerLearner;
    const { step } = learner.prototype;
    let taken = 0;
    learner.prototype.step = function (...words: Parameters<typeof step>) {
      taken += 1;
      if (taken !== 3) return step.apply(this, words);
      Object.assign(this, { isAtomic: true });
      return Promise.reject(new Error('no memory is left'));
    };
    test.after(() => {
      learner.prototype.step = step;
    });
    const own = surroundings();
    await assert.rejects(run(smallRun(swapped), own), /no memory is left/);
    const resumed = await run(smallRun(swapped), own);
    assert.deepEqual(resumed.steps, whole.steps);
    assert.deepEqual(resumed.evaluation, whole.evaluation);
  });
});
