import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { LabError } from '../src/errors';
import { sweet } from '../src/methods';
import { stepsOf } from '../src/runs/config';
import { snapshotFile } from '../src/runs/record';
import { run } from '../src/runs/run';
import { Interrupted } from '../src/runs/surroundings';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

const options = smallRun(sweet);

describe('snapshots of the weights along training', () => {
  const store = temporaryFolder({ after });
  const silent = { store, say: () => undefined };
  const kept = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('weights-'));
  let first: Awaited<ReturnType<typeof run>>;

  before(async () => {
    first = await run(options, silent);
  });

  it('do not make it another run', async () => {
    assert.deepEqual(kept(first.folder), []);
    const written = statSync(join(first.folder, 'run.json')).mtimeMs;
    const again = await run({ ...options, snapshots: [2, 4] }, silent);
    assert.equal(again.id, first.id);
    assert.equal(statSync(join(first.folder, 'run.json')).mtimeMs, written);
    assert.deepEqual(kept(first.folder), ['weights-2.safetensors', 'weights-4.safetensors']);
  });

  it('stay when others are asked for', async () => {
    await run({ ...options, snapshots: [3] }, silent);
    assert.equal(kept(first.folder).length, 3);
    assert.deepEqual(readdirSync(join(store, '.unfinished')), []);
  });

  it('that a checkpoint has passed by are made from the start', async () => {
    const stop = new AbortController();
    const onProgress = ({ step }: { step: number }) => step === 3 && stop.abort();
    const other = { ...options, seed: 7 };
    await assert.rejects(run(other, { ...silent, signal: stop.signal, onProgress }), Interrupted);
    const said: string[] = [];
    const { folder } = await run({ ...other, snapshots: [2] }, { store, say: (line) => said.push(line) });
    assert.ok(existsSync(snapshotFile(folder, 2)));
    assert.ok(!said.some((line) => line.includes('going on')));
  });

  it('are refused after a step that the run does not have', async () => {
    assert.equal(stepsOf({ ...first.config }), 4);
    await assert.rejects(run({ ...options, snapshots: [5] }, silent), (error) => {
      assert.ok(error instanceof LabError);
      assert.match(error.message, /expected steps from 1 to 4, got 5/);
      return true;
    });
  });
});
