import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Experiment, profile, profileRun } from '../src/experiments';
import { vanilla } from '../src/methods';
import { runExperiment } from '../src/notebook';
import { runId } from '../src/runs/config';
import { prepareRun } from '../src/runs/prepare';
import { readRecord, writeRecord } from '../src/runs/record';
import type { RunRecord, StepRecord } from '../src/types';
import { randomRecord, runOf } from './support/records';
import { temporaryFolder } from './support/store';

const settings = profile('quick');
const options = profileRun(settings, { method: vanilla, task: 'sentiment', seed: 1 });
const step: StepRecord = { step: 1, loss: [1, 1, 1, 1], learningRate: 1e-3, gradientNorm: 1 };

/** A finished run of the experiment's own identity, as the store keeps it. */
function finished(store: string): RunRecord {
  const { config } = prepareRun(options);
  const run = {
    ...runOf(randomRecord(), 'vanilla', 'sentiment', 1),
    id: runId(config),
    config,
    steps: [step],
  };
  writeRecord(join(store, run.id), run);
  return readRecord(join(store, run.id));
}

describe('an experiment in a notebook', () => {
  it('does what it needs beside a finished run, once, also if two settings come to it', async (t) => {
    process.env.EARLY_EXIT_STORE = temporaryFolder(t);
    t.after(() => delete process.env.EARLY_EXIT_STORE);
    const run = finished(process.env.EARLY_EXIT_STORE);
    const looked: string[] = [];
    const experiment: Experiment = {
      name: 'looked into',
      about: 'a test',
      runs: () => [options, options],
      isDone: (folder) => looked.includes(folder),
      async train() {
        looked.push(run.folder);
        return run;
      },
    };
    for (const _ of [1, 2])
      assert.deepEqual(
        (await runExperiment(settings, experiment)).map(({ id }) => id),
        [run.id],
      );
    assert.deepEqual(looked, [run.folder]);
  });
});
