import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openDataset, sampleRows } from '../src/text/dataset';
import { readJsonlTask } from '../src/text/jsonl';
import { folderOf, refuses } from './support/files';

const description = { name: 'mine', labels: ['no', 'yes'], metrics: ['accuracy'], pair: false };
const line = (row: object) => `${JSON.stringify(row)}\n`;
const good = line({ sentence1: 'a', label: 1 });

const mine = (test: TestContext, files: { [name: string]: string } = {}, task: object = description) =>
  folderOf(test, {
    'task.json': JSON.stringify(task),
    'train.jsonl': good,
    'validation.jsonl': good,
    ...files,
  });

describe('tasks in JSON lines', () => {
  it('give their examples with what is known of them', (t) => {
    const rows = [
      { sentence1: 'a', label: 0, difficulty: 2, why: 'so' },
      { sentence1: '', label: 1 },
    ];
    const splits = readJsonlTask(mine(t, { 'train.jsonl': `${rows.map(line).join('\n')}\r\n` }));
    assert.deepEqual(splits.train, rows);
    assert.equal(splits.test, undefined);
    assert.deepEqual(readJsonlTask(mine(t, { 'test.jsonl': good })).test, [{ sentence1: 'a', label: 1 }]);
  });

  it('may name a label, and pair two sentences', (t) => {
    const pair = line({ sentence1: 'a', sentence2: 'b', label: 'yes' });
    const folder = mine(t, { 'train.jsonl': pair, 'validation.jsonl': pair }, { ...description, pair: true });
    assert.deepEqual(readJsonlTask(folder).train, [{ sentence1: 'a', sentence2: 'b', label: 1 }]);
  });

  const bad: { [what: string]: [row: string, ...says: string[]] } = {
    'no JSON': ['{', 'train.jsonl:2', 'JSON'],
    'no object': ['[1]', 'train.jsonl:2', 'JSON object'],
    'a label out of range': ['{"sentence1":"a","label":2}', 'train.jsonl:2', '0 (no), 1 (yes)', 'got 2'],
    'a negative label': ['{"sentence1":"a","label":-1}', 'got -1'],
    'a broken label': ['{"sentence1":"a","label":0.5}', 'got 0.5'],
    'an unknown label': ['{"sentence1":"a","label":"maybe"}', 'got "maybe"'],
    'no label': ['{"sentence1":"a"}', 'train.jsonl:2', 'label'],
    'no sentence': ['{"label":1}', 'train.jsonl:2', '"sentence1"'],
    'a sentence that is a number': ['{"sentence1":1,"label":1}', '"sentence1"'],
    'a second sentence': ['{"sentence1":"a","sentence2":"b","label":1}', 'not a task of pairs'],
    'a difficulty of 6': ['{"sentence1":"a","label":1,"difficulty":6}', '"difficulty"', 'got 6'],
    'a reason that is a number': ['{"sentence1":"a","label":1,"why":6}', '"why"'],
  };
  for (const [what, [row, ...says]] of Object.entries(bad)) {
    it(`refuse ${what}`, (t) => {
      refuses(() => readJsonlTask(mine(t, { 'train.jsonl': `${good}${row}\n` })), ...says);
    });
  }

  it('refuse a pair without its second sentence', (t) => {
    refuses(() => readJsonlTask(mine(t, {}, { ...description, pair: true })), 'train.jsonl:1', '"sentence2"');
  });

  it('read files that are compressed by gzip, and refuse one that is cut', (t) => {
    const folder = folderOf(t, { 'task.json': JSON.stringify(description), 'validation.jsonl': good });
    const packed = gzipSync(good);
    writeFileSync(join(folder, 'train.jsonl.gz'), packed);
    assert.deepEqual(readJsonlTask(folder).train, readJsonlTask(folder).validation);
    writeFileSync(join(folder, 'train.jsonl.gz'), packed.subarray(0, packed.length - 9));
    refuses(() => readJsonlTask(folder), 'train.jsonl.gz', 'gzip', 'Z_BUF_ERROR');
    writeFileSync(join(folder, 'train.jsonl'), good);
    assert.equal(readJsonlTask(folder).train.length, readJsonlTask(folder).validation.length);
  });

  it('refuse an empty or missing file', (t) => {
    refuses(() => readJsonlTask(mine(t, { 'validation.jsonl': '\n' })), 'validation.jsonl', 'empty');
    const folder = folderOf(t, { 'task.json': JSON.stringify(description), 'train.jsonl': good });
    refuses(() => readJsonlTask(folder), 'validation.jsonl', 'ENOENT');
    refuses(() => readJsonlTask(join(folder, 'absent')), 'task.json', 'ENOENT');
  });

  const badTasks: { [what: string]: [task: object, ...says: string[]] } = {
    'no name': [{ ...description, name: '' }, '"name"'],
    'one label': [{ ...description, labels: ['yes'] }, '"labels"'],
    'equal labels': [{ ...description, labels: ['yes', 'yes'] }, '"labels"'],
    'an unknown metric': [{ ...description, metrics: ['loss'] }, '"metrics"', 'matthews'],
    'no metric': [{ ...description, metrics: [] }, '"metrics"'],
    'a pair of neither': [{ ...description, pair: 'no' }, '"pair"'],
    'a list': [[description], 'object'],
  };
  for (const [what, [task, ...says]] of Object.entries(badTasks)) {
    it(`refuse a description with ${what}`, (t) => {
      refuses(() => readJsonlTask(mine(t, {}, task)), 'task.json', ...says);
    });
  }
});

describe('openDataset', () => {
  it('finds the task that ships, a folder, and a folder of folders', (t) => {
    const { task, train, validation, test } = openDataset({ task: 'sentiment' });
    assert.deepEqual(
      [task.name, train.length, validation.length, test?.length],
      ['sentiment', 6000, 1000, 1000],
    );
    const folder = mine(t);
    assert.deepEqual(openDataset({ task: 'mine', data: folder }).task, description);
    const around = folderOf(t, {
      'mine/task.json': JSON.stringify(description),
      'mine/train.jsonl': good,
      'mine/validation.jsonl': good,
    });
    assert.equal(
      openDataset({ task: 'mine', data: around }).fingerprint,
      openDataset({ task: 'mine', data: folder }).fingerprint,
    );
  });

  it('changes the fingerprint with any part of any example, and with nothing else', (t) => {
    const fingerprint = (train: string, task: object = description) =>
      openDataset({ task: 'mine', data: mine(t, { 'train.jsonl': train }, task) }).fingerprint;
    const rows = [
      { sentence1: 'a', label: 1 },
      { sentence1: 'b', label: 1 },
      { sentence1: 'a', label: 0 },
      { sentence1: 'a', label: 1, difficulty: 1 },
      { sentence1: 'a', label: 1, why: 'so' },
    ];
    const prints = [...rows.map((row) => fingerprint(line(row))), fingerprint(good + good)];
    prints.push(fingerprint(good, { ...description, labels: ['yes', 'no'] }));
    assert.equal(new Set(prints).size, prints.length);
    assert.equal(fingerprint('{ "label": 1,   "sentence1": "a" }'), fingerprint(good));
  });

  it('refuses an unknown task, a task without data, and data of another task', (t) => {
    refuses(() => openDataset({ task: 'nothing' }), "unknown task 'nothing'", 'sentiment', 'sst-2');
    refuses(() => openDataset({ task: 'rte' }), 'RTE/train.tsv');
    refuses(() => openDataset({ task: 'other', data: mine(t) }), "expected the task 'other'", "got 'mine'");
    refuses(() => openDataset({ task: 'mine', data: folderOf(t, {}) }), 'task.json');
    refuses(() => openDataset({ task: 'rte', data: folderOf(t, {}) }), 'train.tsv');
  });
});

describe('sampleRows', () => {
  it('draws distinct rows in file order, the same for the same seed', () => {
    const rows = sampleRows(1000, 100, 'random', 1);
    assert.equal(rows.length, 100);
    assert.ok(rows.every((row, i) => row >= 0 && row < 1000 && (i === 0 || rows[i - 1] < row)));
    assert.deepEqual(rows, sampleRows(1000, 100, 'random', 1));
    assert.notDeepEqual(rows, sampleRows(1000, 100, 'random', 2));
  });

  it('draws fewer rows from among those of a larger draw', () => {
    const larger = new Set(sampleRows(1000, 100, 'random', 1));
    assert.ok(sampleRows(1000, 30, 'random', 1).every((row) => larger.has(row)));
  });

  it('draws from the whole file', () => {
    const rows = sampleRows(10000, 1000, 'random', 3);
    const mean = rows.reduce((sum, row) => sum + row, 0) / rows.length;
    assert.ok(Math.abs(mean - 5000) < 400);
  });

  it('takes the first rows, or all where there are no more', () => {
    assert.deepEqual([...sampleRows(10, 3, 'first', 1)], [0, 1, 2]);
    assert.deepEqual([...sampleRows(4, 9, 'random', 1)], [0, 1, 2, 3]);
    assert.deepEqual([...sampleRows(4, 4, 'first', 1)], [0, 1, 2, 3]);
  });

  it('refuses a size that is none', () => {
    for (const size of [0, -1, 1.5, Number.NaN])
      refuses(() => sampleRows(10, size, 'random', 1), `got ${size}`);
  });
});
