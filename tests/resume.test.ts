import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openSafetensors } from '../src/encoders/safetensors';
import { readRecord } from '../src/runs/record';
import { appears, type Ended, type Running, type TrainOptions, train, until } from './support/cli';
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

const checkpointOf = (store: string, id: string) => join(store, '.unfinished', id, 'checkpoint.safetensors');

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
  const start = (store: string, more: TrainOptions = {}) => train({ ...options, store, ...more });
  const work = (store: string) => join(store, '.unfinished', id);
  const checkpoint = (store: string) => checkpointOf(store, id);

  /** Kills with SIGKILL; afterwards the store must hold the whole record or none. */
  async function kill(running: Running, store: string): Promise<void> {
    running.child.kill('SIGKILL');
    await running.ended;
    if (existsSync(join(store, id))) assert.deepEqual(essence(join(store, id)), expected);
  }

  const undisturbed = temporaryFolder({ after });

  before(async () => {
    const { folder, id: found } = resultOf(await start(undisturbed).ended);
    [id, expected] = [found, essence(folder)];
  });

  it('at any moment, goes on to the very same record', async (test) => {
    const store = temporaryFolder(test);
    for (const milliseconds of [0, 10, 90, 400].map((most) => most * (1 + Math.random()))) {
      const running = start(store);
      const old = existsSync(checkpoint(store)) ? statSync(checkpoint(store)).ino : 0;
      await until(running, () => existsSync(checkpoint(store)) && statSync(checkpoint(store)).ino !== old);
      await wait(milliseconds);
      await kill(running, store);
    }
    const last = start(store);
    // While the record is being written; the moment is short, and a busy machine may miss it.
    if (await appears(last, join(work(store), id))) await kill(last, store);
    else await last.ended;
    const { folder } = resultOf(await start(store).ended);
    assert.deepEqual(essence(folder), expected);
    assert.deepEqual(readdirSync(join(store, '.unfinished')), []);
  });

  it('is taken over by one of those who wait for it, and trained once', async (test) => {
    const store = temporaryFolder(test);
    const first = start(store);
    await appears(first, checkpoint(store));
    const others = [start(store), start(store)];
    for (const other of others) await until(other, () => other.said().includes('another process'));
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
    const first = start(store);
    await appears(first, checkpoint(store));
    const other = train({ ...options, store }, ['unshare', ...elsewhere]);
    assert.ok(await until(other, () => other.said().includes('another process')), other.said());
    other.child.kill('SIGINT');
    const { code, stderr } = await other.ended;
    assert.equal(code, 130, stderr);
    assert.match(stderr, /interrupted while another process trains/);
    await kill(first, store);
  });

  it('stops on SIGINT with a checkpoint, and goes on from there', async (test) => {
    const store = temporaryFolder(test);
    const rarely = { 'checkpoint-seconds': '3600' };
    const running = start(store, rarely);
    await appears(running, work(store));
    running.child.kill('SIGINT');
    const { code, stderr } = await running.ended;
    assert.equal(code, 130, stderr);
    assert.match(stderr, /interrupted after step \d+ of 120/);
    assert.ok(existsSync(checkpoint(store)));
    const again = await start(store, rarely).ended;
    assert.match(again.stderr, /going on from step \d+ of 120/);
    assert.deepEqual(essence(resultOf(again).folder), expected);
  });

  it('is loaded when it has finished, not trained', async (test) => {
    const store = temporaryFolder(test);
    const first = resultOf(await start(store).ended);
    const written = statSync(join(first.folder, 'run.json')).mtimeMs;
    const second = await start(store, { 'checkpoint-seconds': '30' }).ended;
    assert.deepEqual(resultOf(second), first);
    assert.equal(statSync(join(first.folder, 'run.json')).mtimeMs, written);
    assert.doesNotMatch(second.stderr, /Backend/);
  });
});

describe('a COSEE run that is killed', () => {
  const cosee = { ...options, method: 'cosee', signal: 'energy', exits: '1,2,3,4,5' };
  const stepOf = (file: string): number =>
    existsSync(file) ? Number(openSafetensors(file).metadata.step) : 0;

  it("goes on in later epochs with the thresholds of the last epoch's range, to the very same record", async (test) => {
    const [undisturbed, store] = [temporaryFolder(test), temporaryFolder(test)];
    const { folder, id } = resultOf(await train({ ...cosee, store: undisturbed }).ended);
    for (const epoch of [1, 3]) {
      const running = train({ ...cosee, store });
      assert.ok(await until(running, () => stepOf(checkpointOf(store, id)) > 20 * epoch), running.said());
      running.child.kill('SIGKILL');
      await running.ended;
    }
    const last = await train({ ...cosee, store }).ended;
    assert.match(last.stderr, /going on from step (6[1-9]|[7-9]\d|1[01]\d) of 120/);
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
