/** A run can be stopped wherever it is, and goes on from there. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runLookedInto } from '../src/experiments/conflicts';
import { readTraining, runReadOverTraining } from '../src/experiments/trainingReadings';
import { sweet } from '../src/methods';
import { run } from '../src/runs/run';
import { Interrupted, type Progress, type RunSurroundings } from '../src/runs/surroundings';
import type { RunRecord } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

const options = smallRun(sweet);
const quiet = { say: () => undefined, onProgress: () => undefined };

/** Surroundings that stop the work when it has come as far as `here` says. */
function stopWhen(store: string, here: (progress: Progress) => boolean): RunSurroundings {
  const controller = new AbortController();
  const onProgress = (progress: Progress) => here(progress) && controller.abort();
  return { store, say: () => undefined, signal: controller.signal, onProgress };
}

const result = ({ metrics, steps, evaluation }: RunRecord) => ({ metrics, steps, evaluation });

describe('a run that is stopped', () => {
  const undisturbed = temporaryFolder({ after });
  let expected: ReturnType<typeof result>;
  before(async () => {
    await prepareTestBackend();
    expected = result(await run(options, { ...quiet, store: undisturbed }));
  });

  /** Stops a run, and lets it end. */
  async function stopped(
    store: string,
    surroundings: RunSurroundings,
    words: RegExp,
    step?: number,
  ): Promise<void> {
    await assert.rejects(run(options, surroundings), (error: Error) => {
      assert.ok(error instanceof Interrupted, String(error));
      assert.match(error.message, words);
      return true;
    });
    const said: string[] = [];
    const say = (line: string) => said.push(line);
    assert.deepEqual(result(await run(options, { ...quiet, say, store })), expected);
    assert.deepEqual(readdirSync(join(store, '.unfinished')), []);
    if (step)
      assert.ok(
        said.some((line) => line.includes(`going on from step ${step} of 4`)),
        said.join(),
      );
  }

  it('before it begins', async (t) => {
    const store = temporaryFolder(t);
    await stopped(store, { ...quiet, store, signal: AbortSignal.abort() }, /interrupted before it began/);
  });

  it('in training', async (t) => {
    const store = temporaryFolder(t);
    await stopped(
      store,
      stopWhen(store, ({ step }) => step === 2),
      /interrupted after step 2 of 4/,
      2,
    );
  });

  it('in its evaluation, with a checkpoint of the last step', async (t) => {
    const store = temporaryFolder(t);
    const evaluates = ({ label }: Progress) => label.endsWith('evaluation');
    await stopped(store, stopWhen(store, evaluates), /interrupted after step 4/, 4);
  });

  it('by SIGINT and by SIGTERM, without a signal of its own', async (t) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      const store = temporaryFolder(t);
      const handlers = process.listeners(name);
      const onProgress = ({ step }: Progress) => step === 2 && process.kill(process.pid, name);
      await stopped(store, { ...quiet, store, onProgress }, /interrupted after step [23] of 4/);
      assert.deepEqual(process.listeners(name), handlers);
    }
  });

  it('together with another one that runs beside it', async (t) => {
    const store = temporaryFolder(t);
    const other = { ...options, seed: 2 };
    const onProgress = ({ step }: Progress) => step === 2 && process.kill(process.pid, 'SIGINT');
    const ended = await Promise.allSettled([
      run(options, { ...quiet, store, onProgress }),
      run(other, { ...quiet, store }),
    ]);
    for (const one of ended) assert.ok(one.status === 'rejected' && one.reason instanceof Interrupted);
  });

  it('leaves the handlers as they were, one for a single signal too', async (t) => {
    const once = () => undefined;
    process.once('SIGTERM', once);
    t.after(() => process.removeListener('SIGTERM', once));
    const handlers = process.rawListeners('SIGTERM');
    await run(options, { ...quiet, store: temporaryFolder(t) });
    assert.deepEqual(process.rawListeners('SIGTERM'), handlers);
  });

  it('while its gradients are measured, or training examples are read: that begins anew', async (t) => {
    const store = temporaryFolder(t);
    const reads = ({ label }: Progress) => label.endsWith('over training examples');
    await assert.rejects(
      runReadOverTraining(options, stopWhen(store, reads)),
      /interrupted during the evaluation on training examples/,
    );
    const record = await runReadOverTraining(options, { ...quiet, store });
    assert.ok(readTraining(record));
    const controller = new AbortController();
    const say = (line: string) => line.includes('read from') && controller.abort();
    await run({ ...options, snapshots: [1, 2, 3, 4] }, { ...quiet, store });
    const looked = runLookedInto(options, { ...quiet, store, say, signal: controller.signal });
    await assert.rejects(looked, /interrupted while gradients were measured after step 0/);
    assert.ok(!existsSync(join(record.folder, 'conflict.json')));
  });
});

describe('a run asked for again', () => {
  it('while it is trained is trained once, and both see how far it is', async (t) => {
    const store = temporaryFolder(t);
    const said: string[] = [];
    const seen: number[][] = [[], []];
    const ask = (i: number) =>
      run(options, {
        store,
        say: (line) => said.push(line),
        onProgress: ({ step, label }) => label.endsWith('evaluation') || seen[i].push(step),
      });
    const [first, second] = await Promise.all([ask(0), ask(1)]);
    assert.deepEqual(result(first), result(second));
    assert.deepEqual(seen, [
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ]);
    assert.equal(said.filter((line) => line.includes('already being trained by this process')).length, 1);
  });

  it('while it is trained goes on for the first where the second fails or is stopped', async (t) => {
    const broken = new Error('broken');
    const fails = (stop: AbortController) => ({
      'its progress': { onProgress: () => assert.fail(broken) },
      'its signal': { signal: stop.signal, onProgress: () => stop.abort() },
      'its signal, before': { signal: AbortSignal.abort() },
    });
    for (const [what, second] of Object.entries(fails(new AbortController()))) {
      const store = temporaryFolder(t);
      const ended: string[] = [];
      let other: Promise<unknown> = Promise.resolve();
      const onProgress = ({ step }: Progress) => {
        if (step !== 1) return;
        other = run(options, { ...quiet, ...second, store }).catch((error) => {
          assert.ok(error === broken || error instanceof Interrupted, String(error));
          ended.push('second');
        });
      };
      const first = await run(options, { ...quiet, store, onProgress });
      ended.push('first');
      await other;
      assert.deepEqual(result(first).steps.length, 4, what);
      assert.deepEqual(ended, ['second', 'first'], what);
    }
  });

  it('afresh begins at its start, also after snapshots of it were stopped', async (t) => {
    const store = temporaryFolder(t);
    await run(options, { ...quiet, store });
    const snapshots = stopWhen(store, ({ step }) => step === 2);
    await assert.rejects(run({ ...options, snapshots: [4] }, snapshots), /interrupted after step 2 of 4/);
    const steps: number[] = [];
    await run(options, { ...quiet, store, fresh: true, onProgress: ({ step }) => steps.push(step) });
    assert.deepEqual(steps.slice(0, 4), [1, 2, 3, 4]);
  });

  it('and finished is read, which is said; a fresh one is trained, and the old one kept', async (t) => {
    const store = temporaryFolder(t);
    const said: string[] = [];
    const surroundings = { ...quiet, store, say: (line: string) => said.push(line) };
    const first = await run(options, surroundings);
    assert.ok(!said.some((line) => line.includes('read from')), said.join('\n'));
    await run(options, surroundings);
    assert.match(
      said.at(-1) ?? '',
      new RegExp(`^${first.id}: read from .*, trained 20\\d\\d-\\d\\d-\\d\\d at \\d\\d:\\d\\d\\.$`),
    );
    const [times, steps] = [said.length, [] as number[]];
    const fresh = await run(options, {
      ...surroundings,
      fresh: true,
      onProgress: ({ step }) => steps.push(step),
    });
    assert.equal(said.length, times);
    assert.deepEqual(steps.slice(0, 4), [1, 2, 3, 4]);
    assert.deepEqual(result(fresh), result(first));
    assert.deepEqual(readdirSync(join(store, '.replaced')), [`${first.id}-1`]);
    await run(options, { ...surroundings, fresh: true });
    assert.deepEqual(readdirSync(join(store, '.replaced')), [`${first.id}-1`, `${first.id}-2`]);
  });
});
