/** The stand-in of the Hub under the names of the papers' encoders and tasks, as a person with a network uses it. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openEncoderFolder } from '../src/encoders/folder';
import { asTaskAllows, profile } from '../src/experiments';
import { earlyExit } from '../src/methods';
import { bringToHand } from '../src/runs/atHand';
import { run } from '../src/runs/run';
import type { RunSurroundings } from '../src/runs/surroundings';
import { openDataset } from '../src/text/dataset';
import { glueTasks } from '../src/text/tasks';
import { startNode } from './support/cli';
import { withEnvironment } from './support/environment';
import { bertBase, glue } from './support/hubRepositories';
import { startHub } from './support/hubServer';
import { paperEncoders } from './support/paperEncoders';
import { paperGlue } from './support/paperGlue';
import { temporaryFolder } from './support/store';

const rows = { train: 12, validation: 6, test: 4 };
const silent: RunSurroundings = { say: () => undefined, onProgress: () => undefined };

/** A short run by the names of the Hub. */
const short = {
  task: 'sst-2',
  encoder: 'bert-base-uncased',
  exits: [1, 5],
  trainSize: 8,
  epochs: 1,
  batch: 8,
};

describe('npm run train with an encoder and a task of the Hub', () => {
  it('that are cut in the middle says so in a line; given again, it goes on and trains', async (t) => {
    const hub = await startHub(t, [glue, bertBase]);
    const store = join(temporaryFolder(t), 'runs');
    const given = Object.entries({ method: 'sweet', ...short, 'max-length': 16, store });
    const optionOf = (name: string) => `--${name.replace('S', '-s')}`;
    const words = given.flatMap(([name, value]) => [optionOf(name), `${value}`]);
    const train = () => startNode([require.resolve('../src/cli/train'), ...words]).ended;
    const weights = bertBase.files.get('model.safetensors')?.length ?? 0;
    hub.fault = ({ host, range }) =>
      host === 'store' ? { cutAfter: range === undefined ? weights / 2 : 0 } : undefined;
    const cut = await train();
    assert.equal(cut.code, 1, cut.stderr);
    assert.match(cut.stderr.trim(), /^expected the 220720 bytes of .*got 110360 .* goes on from there$/m);
    assert.equal(existsSync(store), false, 'nothing was trained');
    hub.fault = () => undefined;
    const whole = await train();
    assert.equal(whole.code, 0, whole.stderr);
    assert.equal(hub.asked.at(-1)?.range, 'bytes=110360-');
    assert.match(readdirSync(store).join(' '), /sweet-sst-2-bert-base-uncased-seed1-/);
    const once = hub.downloads().filter(({ path }) => path.includes('/datasets/'));
    assert.equal(new Set(once.map(({ path }) => path)).size, once.length);
  });
});

const encoders = paperEncoders();

describe("the papers' encoders on the stand-in", () => {
  for (const { name, formerly = name } of encoders)
    it(`${formerly} is fetched and opened by its name, and the base models are trained`, async (t) => {
      await startHub(t, [glue, ...encoders]);
      withEnvironment(t, { EARLY_EXIT_STORE: temporaryFolder(t) });
      const encoder = `${formerly}@v1`;
      await bringToHand({ encoder }, silent);
      const { encoder: opened, tokenizer } = openEncoderFolder(encoder);
      assert.ok(tokenizer().encode({ sentence1: 'A good film.', label: 1 }, 16).ids.length > 4);
      assert.equal(opened.depth, formerly.includes('large') ? 24 : 12);
      if (formerly.includes('large')) return;
      const record = await run(
        { ...short, method: earlyExit, encoder, exits: [1, 2], maxLength: 32 },
        silent,
      );
      assert.ok(record.evaluation.logits.every(Number.isFinite));
      assert.equal(record.config.encoder, formerly.split('/').at(-1));
    });
});

describe('a profile on a small task', () => {
  it('is as large as the task allows, and no larger; the task is fetched', async (t) => {
    await startHub(t, [glue]);
    const { trainSize, tasks } = await asTaskAllows(profile('paper'), silent);
    assert.equal(trainSize, 12);
    assert.deepEqual(tasks, profile('paper').tasks);
    const { trainSize: asked } = profile('quick');
    assert.equal((await asTaskAllows(profile('quick'), silent)).trainSize, asked);
  });
});

describe('GLUE on the stand-in', () => {
  it('has the rows of the tasks that ship, and two validation sets of MNLI', async (t) => {
    await startHub(t, [paperGlue(rows)]);
    for (const { name } of glueTasks) {
      await bringToHand({ task: name }, silent);
      const { train, validation } = openDataset({ task: name });
      assert.deepEqual([train.length, validation.length], [rows.train, rows.validation], name);
    }
    const own = openDataset({ task: 'inference' });
    const first = ({ sentence1, sentence2, label }: (typeof own.train)[number]) => [
      sentence1,
      sentence2,
      label,
    ];
    const [matched, mismatched] = ['mnli', 'mnli-mm'].map((task) => openDataset({ task }).validation);
    assert.deepEqual(matched.map(first), own.validation.slice(0, 6).map(first));
    assert.deepEqual(mismatched.map(first), own.validation.slice(6, 12).map(first));
  });
});
