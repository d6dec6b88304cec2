/** The folder of an exported model: its files, what segments.json says, and what is refused. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import {
  consistentEe,
  earlyExit,
  hashingToExit,
  learningToExit,
  multiModel,
  palbert,
  sweet,
  ztw,
} from '../src/methods';
import { exportOnnx } from '../src/onnx';
import { requireSize } from '../src/onnx/messages';
import { scoresOf } from '../src/onnx/scores';
import { policies } from '../src/policies';
import { openExported } from '../src/runs/exported';
import { snapshotFile, writeRecord } from '../src/runs/record';
import { blankRecord } from '../src/training/blankRecord';
import type { Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { startNode } from './support/cli';
import { assertEachClose } from './support/close';
import { folderOf, refuses, refusesLater } from './support/files';
import { fixturePath } from './support/fixtures';
import { type KeptRun, keptRun, saidOf } from './support/keptRun';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';
import { tinyModel } from './support/tinyBert';

type Test = { after(cleanUp: () => void): void };

const encoder = fixturePath('tiny-bert');
const programs = ['package.json', 'requirements.txt', 'run.mjs', 'run.py'];
const tokenizer = ['tokenizer.json', 'vocab.txt'];

/** A run in a store of its own. */
function kept(test: Test, method: Method, other: object = {}): KeptRun & { readonly store: string } {
  const store = temporaryFolder(test);
  return { store, ...keptRun(store, { ...smallRun(method), ...other }) };
}

async function exported(test: Test, method: Method) {
  const run = kept(test, method);
  const folder = join(temporaryFolder(test), 'model');
  await exportOnnx(run.folder, folder, { encoder, say: () => undefined });
  const told = JSON.parse(readFileSync(join(folder, 'segments.json'), 'utf8'));
  return { run, folder, told };
}

before(prepareTestBackend);

describe('an exported folder', () => {
  it('has what Hugging Face loads, a file for each segment, and programs', async (t) => {
    const { run, folder } = await exported(t, sweet);
    const segments = [0, 1, 2].map((exit) => `segment-${exit}.onnx`);
    const model = ['config.json', 'exits.safetensors', 'model.safetensors', 'segments.json'];
    assert.deepEqual(readdirSync(folder).sort(), [...segments, ...model, ...programs, ...tokenizer].sort());
    const examples = run.prepared.dataset.validation.slice(0, 4);
    const found = await openExported(folder, { say: () => undefined });
    const { logits } = await found.evaluate(examples);
    found.close();
    assertEachClose(logits, (await saidOf(run, examples)).logits, {}, 'logits');
  });

  it('says how the segments are chained', async (t) => {
    const { run, told } = await exported(t, learningToExit(sweet));
    const { producer, tokenizer, segments, policies, ...facts } = told;
    assert.equal(producer.name, 'early-exit-lab');
    assert.deepEqual(facts, {
      ...{ format: 1, opset: 17, ir_version: 8, run: run.id, method: 'sweet-lte', task: 'rte' },
      ...{ labels: ['entailment', 'not_entailment'], pair: true, encoder: 'tiny-bert', architecture: 'bert' },
      ...{ encoders: 'shared', pooling: 'cls', pooler: 'shared' },
    });
    const { max_length, pad_id, file, single } = tokenizer;
    assert.deepEqual([max_length, pad_id, file], [16, run.prepared.tokenizer.padId, 'tokenizer.json']);
    assert.deepEqual(
      single.map((slot: { sentence?: string }) => slot.sentence ?? ''),
      ['', 'A', ''],
    );
    const mask = { name: 'attention_mask', type: 'int64', shape: ['batch', 'length'] };
    const hidden = { name: 'hidden', type: 'float32', shape: ['batch', 'length', 36] };
    const logits = { name: 'logits', type: 'float32', shape: ['batch', 2] };
    const gates = { name: 'gates', type: 'float32', shape: ['batch'] };
    const from = { segment: 0, output: 'hidden' };
    const said = { ...logits, name: 'logits.0', from: { segment: 0, output: 'logits' } };
    const names = ['confidence', 'energy', 'entropy', 'softmax', 'learned-certainty', 'learned-uncertainty'];
    const scores = [...names, 'patience', 'margin'].map((name) => ({ ...gates, name: `score.${name}` }));
    const counted = { ...gates, name: 'score.patience.0', from: { segment: 0, output: 'score.patience' } };
    assert.deepEqual(segments[1].inputs, [{ ...hidden, name: 'hidden.0', from }, mask, said, counted]);
    assert.deepEqual(segments[1].outputs, [logits, gates, ...scores, hidden]);
    assert.deepEqual(segments[2].outputs, [logits, gates, ...scores]);
    assert.ok(policies.every((each: { answer: string }) => each.answer === 'logits'));
    assert.deepEqual([segments[1].depth, segments[1].blocks], [3, { from: 1, to: 3 }]);
    assert.deepEqual(
      policies.map(
        ({ score, leaves_when: when }: { score: string; leaves_when: string }) => `${score}: ${when}`,
      ),
      [
        ...[
          'score.confidence: score >= threshold',
          'score.energy: score < threshold',
          'score.entropy: score < threshold',
        ],
        ...['score.softmax: score > threshold', 'score.learned-certainty: score >= threshold'],
        ...['score.learned-uncertainty: score < threshold', 'score.patience: score >= threshold'],
        'score.margin: score >= threshold',
      ],
    );
  });

  it('of a Multi-Model has segments that start with the embeddings, and no other model', async (t) => {
    const { folder, told } = await exported(t, multiModel);
    assert.ok(!readdirSync(folder).includes('model.safetensors'));
    assert.equal(told.encoders, 'separate');
    for (const { exit, blocks, inputs } of told.segments) {
      assert.equal(blocks.from, 0);
      const before = exit === 0 ? [] : [`logits.${exit - 1}`, `score.patience.${exit - 1}`];
      assert.deepEqual(
        inputs.map(({ name }: { name: string }) => name).sort(),
        ['attention_mask', 'input_ids', ...before, 'token_type_ids'].sort(),
      );
    }
  });

  it('has the logits that an exit reads of earlier exits as inputs, and the policy of the ensemble', async (t) => {
    const { told } = await exported(t, ztw);
    const [, , { inputs }] = told.segments;
    assert.deepEqual(
      inputs.filter(({ name }: { name: string }) => name.startsWith('logits')),
      [1, 0].map((segment) => ({
        ...{ name: `logits.${segment}`, type: 'float32', shape: ['batch', 2] },
        from: { segment, output: 'logits' },
      })),
    );
    const { answer } = told.policies.find(({ name }: { name: string }) => name === 'ensemble');
    assert.equal(answer, 'ensemble');
  });

  it('is written by the command, by the id of the run', async (t) => {
    const run = kept(t, earlyExit, { exits: [2] });
    const folder = join(temporaryFolder(t), 'model');
    const words = ['--run', run.id, '--store', run.store, '--encoder', encoder, '--to', folder];
    const { code, stdout, stderr } = await startNode([require.resolve('../src/cli/export'), ...words]).ended;
    assert.equal(code, 0, stderr);
    assert.equal(stdout.trim(), folder);
    assert.ok(readdirSync(folder).includes('segment-0.onnx'));
  });
});

it('every policy that decides as it goes has a score in a file of ONNX, but the one that answers by a mean', () => {
  const scored = [hashingToExit(learningToExit(ztw)), palbert(), consistentEe()].flatMap(({ exit }) =>
    scoresOf({ ...tinyModel({ pooler: 'none', pooling: 'cls' }), exit }).map(([{ name }]) => name),
  );
  const others = policies.filter(({ calibrate, name }) => !calibrate && !scored.includes(name));
  assert.deepEqual(
    others.map(({ name }) => name),
    ['geometric-ensemble'],
  );
});

describe('an export is refused', () => {
  const to = (test: Test) => join(temporaryFolder(test), 'model');
  const quiet = { encoder, say: () => undefined };

  it('without weights, without a record, with another encoder, and over files', async (t) => {
    const run = kept(t, sweet);
    const full = folderOf(t, { 'a.txt': 'a' });
    await refusesLater(exportOnnx(run.folder, full, quiet), full, 'a.txt', 'another folder');
    await refusesLater(exportOnnx('none', to(t), { ...quiet, store: run.store }), 'none', run.store);
    const other = fixturePath('..', '..', 'data', 'encoders', 'seeded-12x128');
    await refusesLater(exportOnnx(run.folder, to(t), { ...quiet, encoder: other }), 'another', '--encoder');
    rmSync(snapshotFile(run.folder, 4));
    await refusesLater(exportOnnx(run.folder, to(t), quiet), 'weights-4.safetensors', '--keep-weights');
  });

  it('with another method than the one that trained', async (t) => {
    const run = kept(t, sweet);
    const method = { ...ztw, name: 'sweet' };
    await refusesLater(
      exportOnnx(run.folder, to(t), { ...quiet, method }),
      'exits.0.ensemble.weight',
      'the method',
    );
  });

  it('for a run that diverged', async (t) => {
    const run = kept(t, sweet);
    const { config, model } = run.prepared;
    const nothing = { environment: {}, seconds: 0, metrics: {}, steps: [] };
    writeRecord(run.folder, {
      ...{ id: run.id, config, ...nothing, evaluation: blankRecord(model, new Int32Array(0)) },
      diverged: { step: 3, exit: 1 },
    });
    await refusesLater(exportOnnx(run.folder, to(t), quiet), 'diverged');
  });

  it('for more parameters than a file can hold', () => {
    refuses(() => requireSize(2 ** 31, 'segment-0.onnx'), 'segment-0.onnx', '2 GB', 'more exits');
  });
});
