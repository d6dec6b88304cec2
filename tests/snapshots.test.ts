import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { LabError } from '../src/errors';
import { sweet } from '../src/methods';
import { stepsOf } from '../src/runs/config';
import { readRecord, readSteps, snapshotFile, writeRecord, writeSteps } from '../src/runs/record';
import { run } from '../src/runs/run';
import { Interrupted } from '../src/runs/surroundings';
import { refusesLater } from './support/files';
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

  it('of a training that is not the one on record are refused, and leave nothing', async (test) => {
    const { folder, id } = first;
    const before = kept(folder);
    const unlike = (spoil: (copy: string) => void) => {
      const other = temporaryFolder(test);
      cpSync(folder, join(other, id), { recursive: true });
      rmSync(snapshotFile(join(other, id), 2), { force: true });
      spoil(join(other, id));
      return { store: other, say: () => undefined };
    };
    const steps = unlike((copy) => {
      const [one, two, ...rest] = readSteps(copy);
      writeSteps(copy, [one, { ...two, loss: two.loss.map((loss) => loss * 1.01) }, ...rest]);
    });
    const { evaluation, ...record } = readRecord(folder);
    const logits = unlike((copy) =>
      writeRecord(copy, {
        ...record,
        evaluation: { ...evaluation, logits: evaluation.logits.map((x) => 1.1 * x) },
      }),
    );
    const labels = unlike((copy) =>
      writeRecord(copy, {
        ...record,
        evaluation: { ...evaluation, labels: evaluation.labels.map((x) => 1 - x) },
      }),
    );
    for (const [surroundings, says] of [
      [steps, /the losses of the exits at step 2 .*Move the record away/],
      [logits, /the logits of the exit at depth 1 after the last step/],
      [labels, /the labels of the first \d+ evaluation examples/],
    ] as const) {
      await refusesLater(run({ ...options, snapshots: [2] }, surroundings), says);
      assert.ok(!existsSync(snapshotFile(join(surroundings.store, id), 2)));
      assert.deepEqual(readdirSync(join(surroundings.store, '.unfinished')), []);
    }
    assert.deepEqual(kept(folder), before);
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
