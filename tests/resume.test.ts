import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { readRecord } from '../src/runs/record';
import { type Ended, type Running, type TrainOptions, train, until } from './support/cli';
import { type Hold, hold } from './support/hold';
import { temporaryFolder } from './support/store';

/** 120 steps with dropout and shuffling, a checkpoint after each of them. */
const options = {
  'train-size': '320',
  epochs: '6',
  'max-length': '16',
  lr: '1e-3',
  'checkpoint-seconds': '0',
  json: true,
} as const;

interface Result {
  readonly id: string;
  readonly folder: string;
  readonly metrics: unknown;
}

function resultOf({ code, stdout, stderr }: Ended): Result {
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** Made anew after every step. */
const checkpoint = 'checkpoint.safetensors';

/** What must be the same however often a run was killed. */
function essence(folder: string) {
  const { config, metrics } = readRecord(folder);
  const digest = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return {
    ...{ config, metrics, files: readdirSync(folder).sort() },
    ...{ steps: digest('steps.jsonl'), evaluation: digest('evaluation.safetensors') },
  };
}

describe('a run that is killed', () => {
  let expected: ReturnType<typeof essence>;
  let id: string;
  const start = (store: string, by: readonly string[] = [], more: TrainOptions = {}) =>
    train({ ...options, store, ...more }, by);

  /** Kills with SIGKILL; afterwards the store must hold the whole record or none. */
  async function kill(running: Running, store: string): Promise<void> {
    running.child.kill('SIGKILL');
    await running.ended;
    if (existsSync(join(store, id))) assert.deepEqual(essence(join(store, id)), expected);
  }

  /** Kills a run at a moment that chance picks, from where it is held to the next such moment. */
  async function killAfter(held: Hold, store: string): Promise<void> {
    const running = start(store, held.by);
    await held.reached(running);
    held.letGo();
    await wait(20 * Math.random());
    await kill(running, store);
  }

  const undisturbed = temporaryFolder({ after });

  before(async () => {
    const { folder, id: found } = resultOf(await start(undisturbed).ended);
    [id, expected] = [found, essence(folder)];
  });

  it('at any moment, goes on to the very same record', async (test) => {
    const store = temporaryFolder(test);
    for (const steps of [1, 2, 8, 25].map((least) => Math.ceil(least * (1 + Math.random()))))
      await killAfter(hold(test, checkpoint, steps), store);
    const recordBegins = hold(test, join(id, id));
    await killAfter(recordBegins, store);
    const { folder } = resultOf(await start(store).ended);
    assert.deepEqual(essence(folder), expected);
    assert.deepEqual(readdirSync(join(store, '.unfinished')), []);
  });

  it('is taken over by one of those who wait for it, and trained once', async (test) => {
    const store = temporaryFolder(test);
    const held = hold(test, checkpoint);
    const first = start(store, held.by);
    await held.reached(first);
    const others = [start(store), start(store)];
    for (const other of others)
      assert.ok(await until(other, () => other.said().includes('another process')), other.said());
    await kill(first, store);
    const ended = await Promise.all(others.map((other) => other.ended));
    const results = ended.map(resultOf);
    assert.deepEqual(results[0], results[1]);
    assert.deepEqual(essence(results[0].folder), expected);
    assert.equal(ended.filter(({ stderr }) => stderr.includes('going on from step')).length, 1);
  });

  it('is waited for from another network, as by another machine on a folder that both have', async (test) => {
    const elsewhere = ['--user', '--map-root-user', '--net'];
    if (spawnSync('unshare', [...elsewhere, 'true']).status !== 0)
      return test.skip('no network can be made here');
    const store = temporaryFolder(test);
    const held = hold(test, checkpoint);
    const first = start(store, held.by);
    await held.reached(first);
    const other = start(store, ['unshare', ...elsewhere]);
    assert.ok(await until(other, () => other.said().includes('another process')), other.said());
    other.child.kill('SIGINT');
    const { code, stderr } = await other.ended;
    assert.equal(code, 130, stderr);
    assert.match(stderr, /interrupted while another process trains/);
    await kill(first, store);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`stops on ${signal} with a checkpoint, and goes on from there`, async (test) => {
      const store = temporaryFolder(test);
      const held = hold(test, checkpoint, 3);
      const running = start(store, held.by);
      await held.reached(running);
      running.child.kill(signal);
      held.free();
      const { code, stderr } = await running.ended;
      assert.equal(code, 130, stderr);
      const step = /interrupted after step (\d+) of 120/.exec(stderr)?.[1];
      assert.ok(step, stderr);
      const again = await start(store).ended;
      assert.ok(again.stderr.includes(`going on from step ${step} of 120`), again.stderr);
      assert.deepEqual(essence(resultOf(again).folder), expected);
    });

  it('is loaded when it has finished, not trained', async (test) => {
    const store = temporaryFolder(test);
    const first = resultOf(await start(store).ended);
    const written = statSync(join(first.folder, 'run.json')).mtimeMs;
    const second = await start(store, [], { 'checkpoint-seconds': '30' }).ended;
    assert.deepEqual(resultOf(second), first);
    assert.equal(statSync(join(first.folder, 'run.json')).mtimeMs, written);
    assert.doesNotMatch(second.stderr, /Backend/);
  });
});

describe('a COSEE run that is killed', () => {
  const cosee = { ...options, method: 'cosee', signal: 'energy', exits: '1,2,3,4,5' };

  it("goes on in later epochs with the thresholds of the last epoch's range, to the very same record", async (test) => {
    const [undisturbed, store] = [temporaryFolder(test), temporaryFolder(test)];
    const { folder } = resultOf(await train({ ...cosee, store: undisturbed }).ended);
    for (const steps of [21, 40]) {
      const held = hold(test, checkpoint, steps);
      const running = train({ ...cosee, store }, held.by);
      await held.reached(running);
      running.child.kill('SIGKILL');
      await running.ended;
    }
    const last = await train({ ...cosee, store }).ended;
    assert.match(last.stderr, /going on from step 61 of 120/);
    assert.deepEqual(essence(resultOf(last).folder), essence(folder));
    const { steps } = readRecord(folder);
    const noted = steps.map(({ notes = {} }) => [
      notes.weighted,
      notes.calibration,
      notes.lowest,
      notes.highest,
    ]);
    assert.equal(noted.length, 120);
    assert.ok(noted.flat().every(Number.isFinite));
  });
});
