/** Files as people have them: each is read whole, or refused in words. */
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { openEncoderFolder } from '../src/encoders/folder';
import { openSafetensors } from '../src/encoders/safetensors';
import { profile } from '../src/experiments';
import { openDataset } from '../src/text/dataset';
import { readGlueFile } from '../src/text/glue';
import { readGlueTests } from '../src/text/glueTest';
import { glueTaskByName } from '../src/text/tasks';
import { loadTokenizer } from '../src/text/tokenizer';
import { folderOf, refuses } from './support/files';
import { fixturePath } from './support/fixtures';
import { temporaryFolder } from './support/store';

const description = { name: 'mine', labels: ['no', 'yes'], metrics: ['accuracy'], pair: false };
const line = (row: object) => `${JSON.stringify(row)}\n`;
const good = line({ sentence1: 'a', label: 1 });

type Content = string | Uint8Array;

function task(test: TestContext, files: { readonly [name: string]: Content }) {
  const all = { 'task.json': JSON.stringify(description), 'train.jsonl': good, 'validation.jsonl': good };
  return openDataset({ task: 'mine', data: folderOf(test, { ...all, ...files }) });
}

/** The small BERT with one of its files rewritten. */
function encoder(test: TestContext, file: string, change: (content: Buffer) => Content): string {
  const folder = join(temporaryFolder(test), 'copy');
  cpSync(fixturePath('tiny-bert'), folder, { recursive: true });
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file))));
  return folder;
}

const tsv = (test: TestContext, content: Content) =>
  readGlueFile(glueTaskByName('sst-2'), join(folderOf(test, { 'file.tsv': content }), 'file.tsv')).examples;

const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const marked = (content: Content) => Buffer.concat([MARK, Buffer.from(content as string)]);
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d7a2146'.repeat(8)}\nsize 12345\n`;
const page = '<!DOCTYPE html>\n<html><head><title>model.safetensors</title></head></html>\n';

describe('a byte order mark is dropped', () => {
  it('from every file of a task', (t) => {
    const plain = task(t, {});
    const files = {
      'task.json': marked(JSON.stringify(description)),
      'train.jsonl': marked(good),
      'validation.jsonl': marked(good),
    };
    assert.equal(task(t, files).fingerprint, plain.fingerprint);
    assert.deepEqual(tsv(t, marked('sentence\tlabel\na\t1\n')), [{ sentence1: 'a', label: 1 }]);
  });

  it("from an encoder's files and from a profile", (t) => {
    for (const file of ['config.json', 'tokenizer.json'])
      assert.equal(openEncoderFolder(encoder(t, file, marked)).tokenizer().vocabularySize, 97);
    const folder = folderOf(t, { 'own.json': marked('{"like": "quick", "seeds": [7]}') });
    assert.deepEqual(profile(join(folder, 'own.json')).seeds, [7]);
  });
});

describe('old line ends are read', () => {
  it('in tables and in lines of JSON', (t) => {
    const examples = [
      { sentence1: 'a', label: 1 },
      { sentence1: 'b', label: 0 },
    ];
    for (const end of ['\n', '\r\n', '\r']) {
      assert.deepEqual(tsv(t, ['sentence\tlabel', 'a\t1', 'b\t0', ''].join(end)), examples);
      const rows = examples.map((row) => JSON.stringify(row));
      assert.deepEqual(task(t, { 'train.jsonl': [...rows, ''].join(end) }).train, examples);
    }
  });

  it('a carriage return inside a line stays text', (t) => {
    assert.deepEqual(tsv(t, 'sentence\tlabel\na\rb\t1\n'), [{ sentence1: 'a\rb', label: 1 }]);
  });
});

describe('another encoding is refused where it begins', () => {
  it('by line and byte, in every kind of file', (t) => {
    const cafe = latin1(`${good}{"sentence1": "caf\u00e9", "label": 1}\n`);
    const says = ['train.jsonl:2', 'UTF-8', '0xE9', 'byte 19 of the line', 'iconv'];
    refuses(() => task(t, { 'train.jsonl': cafe }), ...says);
    refuses(() => tsv(t, latin1('sentence\tlabel\ncaf\u00e9\t1\n')), 'file.tsv:2', '0xE9', 'byte 4');
    const words = (content: Buffer) => latin1(content.toString('utf8').replace('"cafe"', '"caf\u00e9"'));
    refuses(() => loadTokenizer(encoder(t, 'tokenizer.json', words)), 'tokenizer.json:', '0xE9');
    const folder = folderOf(t, { 'own.json': latin1('{"title": "\u00e9"}') });
    refuses(() => profile(join(folder, 'own.json')), 'own.json:1', '0xE9');
  });

  it('which a character that stands for lost ones is not', (t) => {
    assert.equal(
      task(t, { 'train.jsonl': line({ sentence1: '\uFFFD', label: 1 }) }).train[0].sentence1,
      '\uFFFD',
    );
    const both = Buffer.concat([Buffer.from('sentence\tlabel\n\uFFFD\uFFFD'), latin1('\u00e9\t1\n')]);
    refuses(() => tsv(t, both), 'file.tsv:2', '0xE9', 'byte 7');
  });

  it('as UTF-16, with its mark or without', (t) => {
    const utf16 = (mark: string) => Buffer.from(`${mark}${good}`, 'utf16le');
    refuses(
      () => task(t, { 'train.jsonl': utf16('\uFEFF') }),
      'train.jsonl',
      'got UTF-16',
      'iconv -f UTF-16',
    );
    refuses(() => task(t, { 'train.jsonl': utf16('') }), 'train.jsonl:1', 'UTF-16', 'zero byte');
  });
});

describe('what stands for a file is named', () => {
  const names = ['config.json', 'tokenizer.json', 'model.safetensors'];
  for (const [what, content, ...says] of [
    ['a pointer of Git LFS', pointer, 'Git LFS', 'git lfs pull'],
    ['a web page', page, 'web page', 'download the file itself'],
    ['an archive', 'PK\u0003\u0004\u0014\u0000', 'zip archive', 'safetensors'],
  ] as const)
    it(`${what}, under any name`, (t) => {
      for (const name of names)
        refuses(() => openEncoderFolder(encoder(t, name, () => content)).tokenizer(), name, ...says);
      refuses(() => task(t, { 'train.jsonl': content }), 'train.jsonl', ...says);
      refuses(() => tsv(t, content), 'file.tsv', ...says);
    });
});

describe('what occurs twice is refused', () => {
  it('a key of JSON', (t) => {
    refuses(
      () => task(t, { 'train.jsonl': '{"sentence1": "a", "label": 1, "label": 0}\n' }),
      'train.jsonl:1',
      '"label" twice',
    );
    refuses(
      () => task(t, { 'train.jsonl': '{"l\\u0061bel": 1, "sentence1": "{\\"label", "label": 0}\n' }),
      '"label" twice',
    );
    const again = (content: Buffer) => content.toString('utf8').replace('"cat":', '"dog":');
    refuses(() => loadTokenizer(encoder(t, 'tokenizer.json', again)), 'tokenizer.json', '"dog" twice');
    const rows = [{ sentence1: '{"a": "label", "a"\\', label: 1 }];
    assert.deepEqual(task(t, { 'train.jsonl': line(rows[0]) }).train, rows);
  });

  it('a key of JSON, however long its texts are', (t) => {
    const sentence1 = '\\"'.repeat(2_000_000);
    assert.deepEqual(task(t, { 'train.jsonl': line({ sentence1, label: 1 }) }).train, [
      { sentence1, label: 1 },
    ]);
    const again = `{"sentence1": ${JSON.stringify(sentence1)}, "label": 1, "label": 0}`;
    refuses(() => task(t, { 'train.jsonl': again }), '"label" twice');
  });

  it('a tensor', (t) => {
    const renamed = (content: Buffer) =>
      Buffer.from(
        content.toString('latin1').replace('layer.1.output.dense.bias"', 'layer.0.output.dense.bias"'),
        'latin1',
      );
    refuses(
      () => openSafetensors(join(encoder(t, 'model.safetensors', renamed), 'model.safetensors')),
      'dense.bias" twice',
    );
  });

  it('a column, and the number of a row', (t) => {
    refuses(() => tsv(t, 'sentence\tlabel\tlabel\na\t1\t0\n'), 'file.tsv', "'label'", 'twice');
    const rows = ['index\tsentence1\tsentence2', '0\ta\tb', '1\ta\tb', '0\tc\td', ''].join('\n');
    refuses(() => readGlueTests('rte', folderOf(t, { 'test.tsv': rows })), 'test.tsv:4', 'row 0 again');
  });

  it('a metric', (t) => {
    const twice = { ...description, metrics: ['accuracy', 'accuracy'] };
    refuses(() => task(t, { 'task.json': JSON.stringify(twice) }), '"metrics"', 'each once');
  });
});

describe('a label that may be a number or a name', () => {
  const stars = { 'task.json': JSON.stringify({ ...description, labels: ['1', '2', '3'] }) };
  const rows = (label: unknown) => ({
    ...stars,
    'train.jsonl': line({ sentence1: 'a', label }),
    'validation.jsonl': line({ sentence1: 'a', label: '1' }),
  });

  it('is refused where the two differ', (t) => {
    refuses(() => task(t, rows(2)), 'train.jsonl:1', 'class 2, counted from 0', 'named "2"');
    assert.equal(task(t, rows('2')).train[0].label, 1);
    assert.equal(task(t, rows(0)).train[0].label, 0);
  });
});

describe('labels that a test hides', () => {
  const hidden = (label: unknown) => line({ sentence1: 'a', label });

  it('leave the test out, and nothing else', (t) => {
    const plain = task(t, {});
    for (const label of [-1, null, undefined]) {
      const found = task(t, { 'test.jsonl': hidden(label) + hidden(label) });
      assert.deepEqual([found.test, found.fingerprint], [undefined, plain.fingerprint]);
    }
    assert.equal(task(t, { 'test.jsonl': good }).test?.length, 1);
  });

  it('are refused where only some are hidden, and where training needs them', (t) => {
    refuses(() => task(t, { 'test.jsonl': good + hidden(-1) }), 'test.jsonl:2', 'got -1', 'all of them');
    refuses(() => task(t, { 'validation.jsonl': hidden(-1) }), 'validation.jsonl:1', 'got -1', 'test.jsonl');
    refuses(() => task(t, { 'test.jsonl': line({ label: -1 }) }), 'test.jsonl:1', '"sentence1"');
  });

  it('are numbers where the range has -1', (t) => {
    const numbers = { ...description, labels: ['mood'], range: [-1, 1], metrics: ['pearson'] };
    const files = { 'task.json': JSON.stringify(numbers), 'test.jsonl': hidden(-1) };
    assert.equal(task(t, files).test?.[0].label, -1);
  });
});

describe('messages', () => {
  it('are one line, however long or odd the file', (t) => {
    const long = 'x'.repeat(100_000);
    const cases = [
      () => tsv(t, `${long}\t${long}\na\t1\n`),
      () => tsv(t, `sentence\tlabel\na\t${long}\n`),
      () => task(t, { 'train.jsonl': `${long}\n` }),
      () => task(t, { 'train.jsonl': line({ sentence1: 'a', label: long }) }),
      () => task(t, { 'task.json': `{"name":\n\n${long}\n}` }),
      () => openEncoderFolder(encoder(t, 'config.json', () => `{"a": 1,\n"b" 2}`)),
      () => loadTokenizer(encoder(t, 'tokenizer.json', () => JSON.stringify({ model: long }))),
    ];
    for (const call of cases)
      assert.throws(call, ({ name, message }: Error) => {
        assert.equal(name, 'LabError');
        assert.ok(message.length < 700 && !message.includes('\n'), message);
        return true;
      });
  });

  it('name the line of a JSON file, and show what cannot be seen', (t) => {
    refuses(
      () => openEncoderFolder(encoder(t, 'config.json', () => '{"a": 1,\n"b" 2}')),
      'config.json',
      'line 2',
    );
    refuses(() => tsv(t, 'sent\u200bence\tlabel\na\t1\n'), 'sent\\u200Bence');
  });

  it("spell a task's name as the lab does", (t) => {
    const data = folderOf(t, { 'SST-2/train.tsv': 'sentence\tlabel\na\t1\n' });
    for (const [name, spelt] of [
      ['SST-2', 'sst-2'],
      ['sst2', 'sst-2'],
      ['stsb', 'sts-b'],
      ['CoLA', 'cola'],
    ]) {
      refuses(() => openDataset({ task: name, data }), `the lab spells it '${spelt}'`, data);
      refuses(() => openDataset({ task: name }), `the lab spells it '${spelt}'`);
    }
    refuses(() => openDataset({ task: 'wnli', data }), 'rte', 'sts-b', join(data, 'wnli'));
  });
});
