/** What a run may be asked for, and what it says when it begins. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { constantNotes } from '../src/cli/constantNotes';
import { parameterShapes } from '../src/exits';
import { sweet } from '../src/methods';
import { readCheckpoint, writeCheckpoint } from '../src/runs/checkpoint';
import type { RunOptions } from '../src/runs/config';
import { openingNotes, prepareRun, startingParameters } from '../src/runs/prepare';
import { stepsFile } from '../src/runs/record';
import { run } from '../src/runs/run';
import { freshState } from '../src/training/learner';
import { changedEncoder } from './support/changedEncoder';
import { folderOf, refuses } from './support/files';
import { fixturePath } from './support/fixtures';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

/** Options as code without types may give them. */
const asked = (other: object): RunOptions => ({ ...smallRun(sweet), ...other });

describe('a setting that a run does not take', () => {
  const bad: readonly (readonly [settings: object, ...says: string[]])[] = [
    [{ pooler: 'deep' }, 'pooler', 'shared, per-exit, none', '"deep"'],
    [{ pooler: null }, 'pooler', 'got null'],
    [{ pooling: 'max' }, 'pooling', 'cls, mean', '"max"'],
    [{ subset: 'last' }, 'subset', 'random, first', '"last"'],
    [{ shuffle: 'no' }, 'shuffle', 'true or false', '"no"'],
    [{ learningRate: '0.1' }, 'learningRate', '(0, 1)', '"0.1"'],
    [{ learningRate: Number.NaN }, 'learningRate', 'got NaN'],
    [{ learningRate: 0 }, 'learningRate', 'got 0'],
    [{ dropout: '0' }, 'dropout', '[0, 1)', '"0"'],
    [{ seed: '1' }, 'seed', 'whole number', '"1"'],
    [{ batch: '16' }, 'batch', '1 or more', '"16"'],
    [{ epochs: 1.5 }, 'epochs', 'got 1.5'],
    [{ exits: 3 }, 'exits', 'got', '3'],
    [{ exits: ['1', '3'] }, 'exits', "'1, 3'"],
    [{ snapshots: 3 }, 'snapshots', 'list', 'got 3'],
    [{ method: 'sweet' }, 'method', 'not its name', '"sweet"'],
    [{ epoch: 3 }, 'maxLength', "got 'epoch'"],
    [{ maxLength: 41 }, 'maxLength', 'at most 40', 'max_position_embeddings', 'got 41'],
  ];
  for (const [settings, ...says] of bad)
    it(`is refused: ${JSON.stringify(settings)}`, () => refuses(() => prepareRun(asked(settings)), ...says));

  it('is a time between checkpoints that is none', async () => {
    for (const checkpointSeconds of [-1, Number.NaN])
      await assert.rejects(
        run(asked({}), { checkpointSeconds }),
        /checkpointSeconds: expected a number of 0/,
      );
  });

  it('is none that it takes, and the recipe shortens to the positions there are', () => {
    assert.equal(prepareRun(asked({ maxLength: 40, dropout: null, shuffle: false })).config.maxLength, 40);
    assert.equal(prepareRun(asked({ maxLength: undefined })).config.maxLength, 40);
  });
});

describe('an encoder that does not fit the task', () => {
  it('is refused before anything is trained', (test) => {
    const config = JSON.parse(readFileSync(fixturePath('tiny-bert', 'config.json'), 'utf8'));
    const encoder = folderOf(test, {
      'config.json': JSON.stringify({ ...config, type_vocab_size: 1, initializer_seed: 1 }),
      'tokenizer.json': readFileSync(fixturePath('tiny-bert', 'tokenizer.json')),
    });
    refuses(() => prepareRun(asked({ encoder })), 'the task rte', 'type_vocab_size');
    assert.ok(prepareRun(asked({ encoder, task: 'sst-2' })));
  });
});

describe('a checkpoint', () => {
  it('whose steps are not all there is refused', (test) => {
    const folder = temporaryFolder(test);
    const prepared = prepareRun(asked({}));
    const state = freshState(startingParameters(prepared));
    const steps = [1, 2, 3].map((step) => ({ step, loss: [1, 1, 1], learningRate: 1e-3, gradientNorm: 1 }));
    const write = (lines: readonly object[]) =>
      writeFileSync(stepsFile(folder), lines.map((step) => `${JSON.stringify(step)}\n`).join(''));
    writeCheckpoint(folder, prepared.model, { state, steps, seconds: 1 });
    const read = () => readCheckpoint(folder, prepared.model);
    assert.equal(read()?.steps.length, 3);
    write([...steps, { ...steps[0], step: 4 }]);
    assert.equal(read()?.steps.length, 3);
    write(steps.slice(0, 2));
    refuses(read, 'steps.jsonl', 'the 3 steps', 'got 2', `remove ${folder}`);
    write([steps[0], steps[2], steps[1]]);
    refuses(read, 'steps.jsonl:2', 'expected step 2', '"step":3');
    writeFileSync(stepsFile(folder), `${JSON.stringify(steps[0])}\n{"step": 2, "lo`);
    refuses(read, 'steps.jsonl:2', 'JSON');
  });

  it('with numbers that are none is refused', (test) => {
    const folder = temporaryFolder(test);
    const prepared = prepareRun(asked({}));
    const state = freshState(startingParameters(prepared));
    const [name] = Object.keys(parameterShapes(prepared.model));
    state.m[name][5] = Number.NaN;
    const steps = [{ step: 1, loss: [1, 1, 1], learningRate: 1e-3, gradientNorm: 1 }];
    writeCheckpoint(folder, prepared.model, { state, steps, seconds: 1 });
    refuses(() => readCheckpoint(folder, prepared.model), `'m/${name}'`, 'got NaN at [0, 5]', 'damaged');
  });
});

describe('inputs that are cut at the positions of an encoder', () => {
  it('are told of, and no others', () => {
    const notes = (settings: object) => openingNotes(prepareRun(asked(settings)));
    assert.deepEqual(notes({ maxLength: undefined }), [
      'tiny-bert has 40 positions, so inputs are cut at 40 tokens.',
    ]);
    assert.deepEqual(notes({ maxLength: 39 }), []);
  });
});

describe('a pooler that has to be drawn', () => {
  it('is said once when the run begins, with the alternative', async (test) => {
    const without = changedEncoder(test, (name, data) => (name.includes('pooler') ? null : data));
    const said: string[] = [];
    const surroundings = { store: temporaryFolder(test), say: (line: string) => void said.push(line) };
    const notes = async (settings: object) => {
      said.length = 0;
      await run(asked({ epochs: 1, trainSize: 16, evalSize: 8, ...settings }), surroundings);
      return said.filter((line) => line.includes('pooler'));
    };
    const [note, ...more] = await notes({ encoder: without });
    assert.match(
      note,
      /changed-bert has no pooler.*pooler\.dense\.weight and pooler\.dense\.bias.*the run's seed.*pooler: 'none'/,
    );
    assert.deepEqual(more, []);
    assert.equal((await notes({ encoder: without, pooler: 'per-exit' })).length, 1);
    assert.deepEqual(await notes({ encoder: without, pooler: 'none' }), []);
    assert.deepEqual(await notes({}), []);
  });
});

describe('a note on exits that answer every example alike', () => {
  it('is one line, and speaks of a correlation where the task has one', () => {
    assert.deepEqual(constantNotes([], ['accuracy']), []);
    assert.deepEqual(constantNotes([1, 3], ['accuracy', 'f1']), [
      '  the exits at depths 1, 3 answer every example alike',
    ]);
    assert.deepEqual(constantNotes([4], ['matthews', 'accuracy']), [
      '  the exit at depth 4 answers every example alike; a correlation (matthews) is undefined there and counts as 0',
    ]);
  });
});
