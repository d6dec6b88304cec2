/** Folders of trained models: what is in them, and that they answer as the models do. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it, type TestContext } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openEncoderFolder } from '../src/encoders/folder';
import { openSafetensors } from '../src/encoders/safetensors';
import { gated } from '../src/exits';
import { earlyExit, learningToExit, multiModel, sweet } from '../src/methods';
import type { RunOptions } from '../src/runs/config';
import { exportModel, openExported } from '../src/runs/exported';
import { openModel, withLastWeights } from '../src/runs/trained';
import { openDataset } from '../src/text/dataset';
import type { Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { folderOf, refusesLater } from './support/files';
import { fixtureJson, fixturePath } from './support/fixtures';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

interface Listing {
  readonly config: { readonly [name: string]: unknown };
  readonly files: readonly string[];
  readonly tensors: { readonly [file: string]: { readonly [name: string]: readonly number[] } };
}

const small = (method: Method, other: Partial<RunOptions> = {}): RunOptions => ({
  ...smallRun(method),
  trainSize: 32,
  evalSize: 8,
  ...other,
});

/** Exports a run, and gives the surroundings that it was trained in. */
async function exported(test: TestContext, options: RunOptions) {
  const surroundings = { store: temporaryFolder(test), say: () => undefined, onProgress: () => undefined };
  const folder = join(temporaryFolder(test), 'model');
  await exportModel(options, folder, surroundings);
  return { folder, surroundings };
}

const validation = () => openDataset({ task: 'rte', data: fixturePath('glue') }).validation.slice(0, 20);

before(prepareTestBackend);

describe('an exported model', () => {
  const own: Method = { ...earlyExit, name: 'mine', exit: gated(earlyExit.exit, 'shared') };
  const cases: { [what: string]: [options: RunOptions, method?: Method] } = {
    'whose last exit is not at the end of the encoder': [small(sweet, { exits: [1, 3] })],
    'with a pooler for each exit, on the mean': [small(earlyExit, { pooler: 'per-exit', pooling: 'mean' })],
    'without a pooler, with gates': [small(learningToExit(sweet), { pooler: 'none', exits: [2, 5] })],
    "with exits of a person's own": [small(own, { exits: [5] }), own],
  };
  for (const [what, [options, method]] of Object.entries(cases))
    it(`${what} answers as the run does`, async (t) => {
      const { folder, surroundings } = await exported(t, options);
      const tensors = tf.memory().numTensors;
      const { kept, last } = withLastWeights(options);
      const trained = await openModel(kept, last, surroundings);
      const found = await openExported(folder, { method, say: () => undefined });
      assert.deepEqual(await found.evaluate(validation()), await trained.evaluate(validation()));
      assert.deepEqual(found.about.depths, options.exits);
      found.close();
      trained.close();
      assert.equal(tf.memory().numTensors, tensors);
    });

  it('has the files and tensors that Transformers loaded', async (t) => {
    const listing = fixtureJson<Listing>('exported.json');
    const { folder } = await exported(t, small(sweet, { exits: [1, 3] }));
    const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));
    assert.deepEqual(readdirSync(folder).sort(), listing.files);
    assert.deepEqual(config, { ...listing.config, early_exit: config.early_exit });
    for (const [file, shapes] of Object.entries(listing.tensors)) {
      const stored = openSafetensors(join(folder, file));
      assert.deepEqual(
        Object.fromEntries(stored.names.map((name) => [name, [...stored.shape(name)]])),
        shapes,
      );
      assert.deepEqual(stored.metadata, { format: 'pt' });
    }
    const { run, ...told } = config.early_exit;
    assert.match(run, /^sweet-rte-tiny-bert-seed1-/);
    assert.deepEqual(told, {
      ...{ format: 1, file: 'exits.safetensors', depths: [1, 3], pooling: 'cls', pooler: 'shared' },
      ...{ method: 'sweet', task: 'rte', labels: ['entailment', 'not_entailment'], max_length: 16 },
    });
    assert.equal(openEncoderFolder(folder).encoder.depth, 3);
  });

  it('is refused where it does not fit', async (t) => {
    const { folder } = await exported(t, small(sweet, { exits: [1, 3] }));
    const file = join(folder, 'config.json');
    const config = JSON.parse(readFileSync(file, 'utf8'));
    const refusesEntry = async (change: object | null, ...says: string[]) => {
      const early_exit = change && { ...config.early_exit, ...change };
      writeFileSync(file, JSON.stringify({ ...config, early_exit }));
      await refusesLater(openExported(folder), 'config.json', ...says);
    };
    await refusesEntry(null, 'early_exit', 'exportModel');
    await refusesEntry({ format: 2 }, 'got 2', "'format'");
    await refusesEntry({ file: '../exits.safetensors' }, "'file'", 'same folder');
    await refusesEntry({ depths: [3, 1] }, "'depths'", 'increasing');
    await refusesEntry({ depths: [1, 2] }, 'depth 3', 'got depth 2');
    await refusesEntry({ pooling: 'max' }, "'pooling'", 'cls, mean');
    await refusesEntry({ threshold: 1 }, "'threshold'");
    writeFileSync(file, JSON.stringify(config));
    await refusesLater(openExported(folder, { method: learningToExit(sweet) }), "'exits.0.gate.weight'");
    writeFileSync(file, JSON.stringify({ ...config, early_exit: { ...config.early_exit, method: 'mine' } }));
    await refusesLater(openExported(folder), "got 'mine'");
  });

  it('is not written over files, and not for several encoders', async (t) => {
    const folder = folderOf(t, { 'a.txt': 'a' });
    await refusesLater(exportModel(small(sweet), folder), folder, 'a.txt', 'another folder');
    await refusesLater(exportModel(small(multiModel), join(folder, 'b')), 'multi-model', 'which has 3');
    assert.deepEqual(readdirSync(folder), ['a.txt']);
  });
});
