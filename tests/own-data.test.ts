/** A person's own data: each file is a task, or is refused in words. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { importData } from '../src/ownData/importData';
import { openDataset } from '../src/text/dataset';
import { refuses, refusesLater } from './support/files';
import { csvOf, imports, rowsWith } from './support/ownData';

const jsonl = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

describe('CSV', () => {
  const quoted = [
    'id,text,label',
    '1,"a, b",yes',
    '2,"she said ""no""",no',
    '3,"two\nlines",yes',
    '4,plain,no',
    '5,"  kept  ",yes',
    '6,Füße 雨 🙂,no',
  ];
  const texts = ['a, b', 'she said "no"', 'two\nlines', 'plain', '  kept  ', 'Füße 雨 🙂'];
  const all = ({ dataset }: Awaited<ReturnType<typeof imports>>) =>
    [...dataset.train, ...dataset.validation].map(({ sentence1 }) => sentence1).sort();

  it('has quotes, doubled quotes, line ends in fields, line ends of every kind, and a byte order mark', async (t) => {
    const expected = [...texts].sort();
    for (const end of ['\n', '\r\n', '\r']) {
      const file = [...quoted, ''].join(end);
      assert.deepEqual(all(await imports(t, { 'mine.csv': file })), expected);
      assert.deepEqual(all(await imports(t, { 'mine.csv': `\uFEFF${file.trimEnd()}` })), expected);
      assert.deepEqual(all(await imports(t, { 'mine.csv': file.replace('3,', `${end}3,`) })), expected);
    }
  });

  it('longer than is read at once is read whole, wherever a piece ends', async (t) => {
    const rows = Array.from({ length: 20_000 }, (_, i): [string, string] => [
      `Füße "${i}",\n${'雨'.repeat(i % 40)}`,
      i % 2 ? 'a' : 'b',
    ]);
    const { dataset } = await imports(t, { 'mine.csv': csvOf(rows) });
    const read = new Set([...dataset.train, ...dataset.validation].map(({ sentence1 }) => sentence1));
    assert.deepEqual(read, new Set(rows.map(([text]) => text)));
  });

  const refusals: readonly [title: string, file: string | Uint8Array, ...says: (string | RegExp)[]][] = [
    ['an empty file', '', 'mine.csv', 'empty'],
    ['a header alone', 'text,label\n', 'expected labels', 'none'],
    ['no such column', 'body,label\na,b\n', "'text'", 'body, label', 'commas'],
    ['semicolons for commas', 'text;label\na;b\n', "'text'", 'text;label', 'commas'],
    ['a column twice', 'text,text,label\na,b,c\n', "'text'", 'twice'],
    ['a field too many', 'text,label\na,b\nc,d,e\n', 'row 3', '2 fields', 'got 3', 'c | d | e'],
    ['a field too few', 'text,label\na,b\nc\n', 'row 3', '2 fields', 'got 1'],
    ['a quote that is not closed', 'text,label\na,b\n"c,d\n', 'row 3', 'quoted field to end'],
    ['a quote inside a field', 'text,label\na "b" c,d\n', 'row 2', 'quotes doubled'],
    ['text after a quote', 'text,label\n"a" b,c\n', 'row 2', 'closing quote'],
    ['another encoding', Buffer.from('text,label\nFü,b\n', 'latin1'), 'mine.csv:2', '0xFC', 'offset 12 '],
    ['UTF-16', Buffer.from('\uFEFFtext,label\n', 'utf16le'), 'UTF-16', 'iconv'],
    ['a zero byte', 'text,label\na\0,b\n', 'mine.csv:2', 'zero byte'],
    ['an Excel file under this name', Buffer.from('PK\u0003\u0004rest'), 'zip archive'],
  ];
  for (const [title, file, ...says] of refusals)
    it(`${title} is refused`, async (t) => refusesLater(imports(t, { 'mine.csv': file }), ...says));

  it('another encoding far into a file is refused at its offset', async (t) => {
    const good = Buffer.from(csvOf(rowsWith(['a', 'b'], 100_000)));
    const file = Buffer.concat([good, Buffer.from([0x78, 0xe9, 0x0a])]);
    const says = ['0xE9', `offset ${good.length + 1} `, 'mine.csv:100002', 'byte 2 of the line'];
    await refusesLater(imports(t, { 'mine.csv': file }), ...says);
  });
});

describe('TSV', () => {
  it('has no quoting: a quote is text', async (t) => {
    const file = 'text\tlabel\n"a" said "b\tyes\n"c\tno\nd"\tyes\n""\tno\n';
    const { dataset } = await imports(t, { 'mine.tsv': file });
    const found = [...dataset.train, ...dataset.validation].map(({ sentence1 }) => sentence1).sort();
    assert.deepEqual(found, ['"a" said "b', '"c', '""', 'd"'].sort());
  });

  it('a row with another number of fields is refused', async (t) => {
    const file = 'text\tlabel\na\tyes\nb\tc\tno\n';
    await refusesLater(imports(t, { 'mine.tsv': file }), 'row 3', '2 fields', 'got 3');
  });
});

describe('JSONL', () => {
  it('a key may be missing where a row needs no value', async (t) => {
    const rows = rowsWith(['a', 'b'], 8).map(([text, label], i) => ({
      text,
      label,
      ...(i > 5 && { more: 1 }),
    }));
    assert.equal((await imports(t, { 'mine.jsonl': jsonl(rows) })).dataset.train.length, 6);
  });

  it('a line that is no object, a key that no row has and a key given twice are refused', async (t) => {
    const row = '{"text": "a", "label": "b"}\n';
    await refusesLater(imports(t, { 'mine.jsonl': `${row}[1]\n` }), 'row 2', 'a row as a JSON object');
    await refusesLater(imports(t, { 'mine.jsonl': `${row}{"text": \n` }), 'row 2', 'JSON');
    await refusesLater(imports(t, { 'mine.jsonl': row.replace('text', 'body') }), "'text'", 'body, label');
    await refusesLater(imports(t, { 'mine.jsonl': '{"text": "a", "text": "b"}\n' }), 'row 1', '"text" twice');
  });
});

describe('labels', () => {
  const classesOf = async (t: Parameters<typeof imports>[0], labels: readonly unknown[], own = {}) =>
    (await imports(t, { 'mine.csv': csvOf(rowsWith(labels, 60)) }, own)).dataset.task;

  it('texts are classes in the order of Unicode', async (t) => {
    assert.deepEqual((await classesOf(t, ['sad', 'glad', 'Über'])).labels, ['glad', 'sad', 'Über']);
  });

  it('whole numbers with few values are classes in the order of the numbers, however they are written', async (t) => {
    assert.deepEqual((await classesOf(t, [10, '2.0', '02', -1, '1e1'])).labels, ['-1', '2', '10']);
  });

  it('whole numbers with many values, and other numbers, are numbers', async (t) => {
    const ages = await classesOf(
      t,
      Array.from({ length: 21 }, (_, i) => 20 + i),
    );
    assert.deepEqual(ages, {
      ...{ name: 'mine', labels: ['label'], range: [20, 40] },
      ...{ metrics: ['pearson', 'spearman'], pair: false },
    });
    assert.deepEqual((await classesOf(t, [0.5, 1, '-2.25'])).range, [-2.25, 1]);
    const fewer = await classesOf(
      t,
      Array.from({ length: 20 }, (_, i) => 20 + i),
    );
    assert.equal(fewer.labels.length, 20);
  });

  it('regression and labels decide otherwise', async (t) => {
    assert.deepEqual((await classesOf(t, [1, 2, 3], { regression: true })).range, [1, 3]);
    const named = { labels: ['high', '0.5', '1', 'low'] };
    assert.deepEqual((await classesOf(t, ['0.50', '1.0', 'low'], named)).labels, named.labels);
  });

  it('an example has the class of its label', async (t) => {
    const { dataset } = await imports(t, { 'mine.csv': csvOf(rowsWith(['3', '1', '2'], 60)) });
    for (const { sentence1, label } of [...dataset.train, ...dataset.validation])
      assert.equal(dataset.task.labels[label], ['3', '1', '2'][Number(sentence1.slice(5)) % 3]);
  });

  it('truth values are classes', async (t) => {
    const rows = rowsWith([true, false], 20).map(([text, label]) => ({ text, label }));
    assert.deepEqual((await imports(t, { 'mine.jsonl': jsonl(rows) })).dataset.task.labels, [
      'false',
      'true',
    ]);
  });

  const refusals: readonly [title: string, labels: readonly unknown[], own: object, ...says: string[]][] = [
    ['one class', ['a'], {}, 'two or more classes', "'a' alone"],
    ['one number', [0.5], {}, 'different numbers', '0.5 in every row'],
    [
      'numbers and texts',
      [1, 2, 3, 'four'],
      {},
      "the text 'four'",
      'rows 5, 9, 13, 17, 21 and 10 more',
      'labels',
    ],
    ['texts and numbers', ['a', 'b', 'c', 4], {}, "the number '4'", 'rows 5, 9'],
    ['texts as numbers', [1, 2, 'x'], { regression: true }, "the text 'x'", 'rows 4, 7'],
    [
      'a label that was not named',
      ['a', 'b', 'c'],
      { labels: ['a', 'b'] },
      'one of a, b',
      "the label 'c'",
      'rows 4',
    ],
    ['one name', ['a', 'b'], { labels: ['a'] }, 'two or more different names'],
    ['a name twice', ['a', 'b'], { labels: ['a', 'a'] }, 'two or more different names'],
    ['names and numbers at once', [1, 2], { labels: ['1', '2'], regression: true }, 'got both'],
    [
      'missing labels',
      ['a', 'b', ''],
      {},
      "no label in the column 'label'",
      'rows 4, 7',
      '--drop-incomplete',
    ],
    ['no label at all', [''], {}, 'expected labels', 'got none'],
  ];
  for (const [title, labels, own, ...says] of refusals)
    it(`${title} is refused`, async (t) => refusesLater(classesOf(t, labels, own), ...says));

  it('labels that do not repeat are refused', async (t) => {
    const rows = Array.from({ length: 10 }, (_, i): [string, string] => [`text ${i}`, `id-${i}`]);
    await refusesLater(
      imports(t, { 'mine.csv': csvOf(rows) }),
      '10 different ones',
      'is it the column of the label',
    );
  });

  it('several columns of labels, and a column twice, are refused', async (t) => {
    const files = { 'mine.csv': csvOf(rowsWith(['a', 'b'], 9)) };
    await refusesLater(imports(t, files, { label: 'label,text' }), "'label,text'", 'text, label');
    await refusesLater(imports(t, files, { columns: ['label'] }), 'different columns');
    await refusesLater(imports(t, files, { columns: ['a', 'b', 'c'] }), 'one column, or of two');
    await refusesLater(imports(t, files, { columns: [] }), 'one column, or of two');
  });

  it('values of another kind are refused with their rows', async (t) => {
    const rows = rowsWith(['a', { b: 1 }, ['c']], 9).map(([text, label]) => ({ text, label }));
    const says = ['an object as a label, rows 2, 5, 8', 'a list as a label, rows 3, 6, 9'];
    await refusesLater(imports(t, { 'mine.jsonl': jsonl(rows) }), ...says);
  });
});

describe('texts', () => {
  it('that are empty or missing are refused with their rows, or left out', async (t) => {
    const rows: [string, string][] = rowsWith(['a', 'b'], 30).map(([, label], i) => [
      i % 10 === 3 ? '  ' : `text ${i}`,
      i === 5 ? '' : `${label}`,
    ]);
    const files = { 'mine.csv': csvOf(rows) };
    await refusesLater(imports(t, files), "no text in the column 'text', rows 5, 15, 25");
    const { dataset, said } = await imports(t, files, { dropIncomplete: true });
    assert.equal(dataset.train.length + dataset.validation.length, 26);
    assert.match(said, /mine: 4 rows without a text or a label were left out/);
  });

  it('that are numbers alone are refused', async (t) => {
    const numbers = rowsWith(['a', 'b'], 20).map(([, label], i) => ({ text: i, label }));
    const says = ["a number in the column of texts 'text'", 'rows 1, 2, 3, 4, 5 and 15 more'];
    await refusesLater(imports(t, { 'mine.jsonl': jsonl(numbers) }), ...says);
    const rows = rowsWith(['a', 'b'], 20).map(([, label], i): [string, unknown] => [`${i}.5`, label]);
    await refusesLater(imports(t, { 'mine.csv': csvOf(rows) }), "'text'", 'numbers alone', 'row 2');
    const one: [string, unknown][] = [...rows, ['1984 again', 'a']];
    assert.equal((await imports(t, { 'mine.csv': csvOf(one) })).dataset.task.labels.length, 2);
  });

  it('pairs have two columns', async (t) => {
    const rows = rowsWith(['a', 'b'], 20).map(([text, label]) => ({ text, other: `${text} too`, label }));
    const own = { columns: ['other', 'text'] };
    const { dataset } = await imports(t, { 'mine.jsonl': jsonl(rows) }, own);
    assert.equal(dataset.task.pair, true);
    for (const { sentence1, sentence2 } of dataset.train) assert.equal(sentence1, `${sentence2} too`);
  });
});

describe('splits', () => {
  const rows = rowsWith(['a', 'a', 'a', 'b'], 400);

  it('a tenth of each class is taken, and the order of the file does not matter', async (t) => {
    const { dataset, said } = await imports(t, { 'mine.csv': csvOf(rows) });
    const count = (label: number) => dataset.validation.filter((example) => example.label === label).length;
    assert.deepEqual([count(0), count(1)], [30, 10]);
    assert.equal(dataset.train.length, 360);
    assert.match(said, /360 training, 40 validation examples; a tenth of each class/);
    const turned = await imports(t, { 'mine.csv': csvOf([...rows].reverse()) });
    const texts = ({ validation }: typeof dataset) => validation.map(({ sentence1 }) => sentence1).sort();
    assert.deepEqual(texts(turned.dataset), texts(dataset));
    const more = await imports(t, { 'mine.csv': csvOf([...rows, ['one more text', 'b']]) });
    const before = new Set(texts(dataset));
    assert.ok(texts(more.dataset).filter((text) => !before.has(text)).length <= 1);
  });

  it('rows with the same text and class stay together', async (t) => {
    const same = rows.map(([, label], i): [string, unknown] => [`text ${i - (i % 8)} ${label}`, label]);
    const { dataset, said } = await imports(t, { 'mine.csv': csvOf(same) });
    const trained = new Set(dataset.train.map(({ sentence1 }) => sentence1));
    assert.ok(dataset.validation.every(({ sentence1 }) => !trained.has(sentence1)));
    assert.doesNotMatch(said, /have the texts of a training example/);
  });

  it('a class with one row is trained on, and told', async (t) => {
    const { dataset, said } = await imports(t, { 'mine.csv': csvOf([...rows, ['rare', 'c']]) });
    assert.ok(dataset.train.some(({ sentence1, label }) => sentence1 === 'rare' && label === 2));
    assert.match(said, /one training example alone has the class c/);
  });

  it('are taken from files, and rows in two of them are counted', async (t) => {
    const other: [string, unknown][] = [
      ['new', 'a'],
      ['text 3', 'b'],
      ['text 4', 'b'],
      ['newer', 'd'],
    ];
    const files = { 'mine.csv': csvOf(rows), 'v.tsv': other.map((row) => row.join('\t')).join('\n') };
    const named = { ...files, 'v.tsv': `text\tlabel\n${files['v.tsv']}\n` };
    const { dataset, said } = await imports(t, named, { validation: 'v.tsv', labels: ['a', 'b', 'c', 'd'] });
    assert.deepEqual([dataset.train.length, dataset.validation.length], [400, 4]);
    assert.match(said, /2 of 4 validation examples have the texts of a training example/);
    assert.match(said, /no training example has the class d/);
    assert.match(said, /no example has the class c/);
  });

  it('are taken from a folder, whose files may be in parts', async (t) => {
    const part = (from: number, to: number) => csvOf(rows.slice(from, to));
    const files = {
      ...{ 'set/train-00000-of-00002.csv': part(0, 100), 'set/train-00001-of-00002.csv': part(100, 200) },
      ...{ 'set/dev.csv': part(200, 300), 'set/test.csv': part(300, 400), 'set/README.md': 'x' },
    };
    const { dataset, task } = await imports(t, files, { file: 'set' });
    const sizes = [dataset.train.length, dataset.validation.length, dataset.test?.length];
    assert.deepEqual([task, ...sizes], ['set', 200, 100, 100]);
    assert.deepEqual(dataset.train[150].sentence1, 'text 150');
    const two = { ...files, 'set/valid.csv': part(0, 9) };
    await refusesLater(imports(t, two, { file: 'set' }), 'validation examples once', 'dev.csv', 'valid.csv');
    await refusesLater(imports(t, { 'set/dev.csv': part(0, 9) }, { file: 'set' }), 'named train');
    await refusesLater(imports(t, files, { file: 'set', validation: 'set/dev.csv' }), 'one place', 'dev.csv');
  });

  it('are taken from a column', async (t) => {
    const split = ['train', 'train', 'dev', 'test'];
    const lines = rows.map(([text], i) => ({ text, label: i % 3 ? 'a' : 'b', part: split[i % 4] }));
    const own = { splitColumn: 'part' };
    const { dataset } = await imports(t, { 'mine.jsonl': jsonl(lines) }, own);
    assert.deepEqual(
      [dataset.train.length, dataset.validation.length, dataset.test?.length],
      [200, 100, 100],
    );
    const stray = [...lines, { ...lines[0], part: 'holdout' }];
    await refusesLater(imports(t, { 'mine.jsonl': jsonl(stray) }, own), '"holdout"', 'row 401');
  });

  it('test examples without labels are left out and told', async (t) => {
    const files = { 'mine.csv': csvOf(rows), 'test.csv': csvOf(rowsWith([''], 7)) };
    const { dataset, said } = await imports(t, files, { test: 'test.csv' });
    assert.equal(dataset.test, undefined);
    assert.match(said, /7 test rows have no label and were left out/);
    const minus = { 'mine.csv': csvOf(rowsWith([0, 1], 30)), 'test.csv': csvOf(rowsWith([-1], 7)) };
    const hidden = await imports(t, minus, { test: 'test.csv' });
    assert.deepEqual([hidden.dataset.task.labels, hidden.dataset.test], [['0', '1'], undefined]);
    const some = { ...files, 'test.csv': csvOf(rowsWith(['', 'a'], 7)) };
    await refusesLater(imports(t, some, { test: 'test.csv' }), 'test.csv: no label', 'rows 2, 4, 6, 8');
  });

  it('too few rows are refused', async (t) => {
    const files = { 'mine.csv': csvOf([rows[0], rows[3]]) };
    await refusesLater(imports(t, files), 'validation examples', 'none of 2 rows');
  });
});

describe('an imported task', () => {
  const rows = rowsWith(['glad', 'sad'], 50);

  it('has the same fingerprint whatever the format and the folder', async (t) => {
    const lines = rows.map(([text, label]) => ({ label, text }));
    const tsv = ['text\tlabel', ...rows.map((row) => row.join('\t'))].join('\r\n');
    const found = await Promise.all([
      imports(t, { 'mine.csv': csvOf(rows) }),
      imports(t, { 'elsewhere/mine.csv': csvOf(rows) }),
      imports(t, { 'mine.tsv': tsv }),
      imports(t, { 'mine.jsonl': jsonl(lines) }),
    ]);
    assert.equal(new Set(found.map(({ dataset }) => dataset.fingerprint)).size, 1);
    const changed = csvOf([...rows.slice(0, -1), ['another text', 'sad']]);
    assert.notEqual(
      (await imports(t, { 'mine.csv': changed })).dataset.fingerprint,
      found[0].dataset.fingerprint,
    );
  });

  it('is a folder that the lab reads, written once; changed files are refused', async (t) => {
    const { data, dataset } = await imports(t, { 'mine.csv': csvOf(rows) });
    const again = () =>
      importData(
        { file: join(data, 'train.jsonl'), columns: ['sentence1'], label: 'label', task: 'mine' },
        { into: dirname(data), say: () => {} },
      );
    const inner = await again();
    assert.notEqual(inner.data, data);
    assert.deepEqual(
      readdirSync(dirname(data)).sort(),
      [data, inner.data].map((path) => path.slice(dirname(data).length + 1)).sort(),
    );
    assert.equal((await again()).data, inner.data);
    assert.deepEqual(openDataset({ task: 'mine', data }).train, dataset.train);
    const file = join(inner.data, 'train.jsonl');
    writeFileSync(file, readFileSync(file, 'utf8').replace('text', 'test'));
    await refusesLater(again(), 'as they were imported', inner.data);
  });

  it('has a name of its own', async (t) => {
    const files = { 'my reviews (new).csv': csvOf(rows) };
    assert.equal((await imports(t, files)).task, 'my-reviews-new-');
    assert.equal((await imports(t, files, { task: 'Größe_2' })).task, 'Größe_2');
    for (const task of ['sst-2', 'sentiment', '..', 'a/b', ''])
      await refusesLater(imports(t, files, { task }), 'name for the task', `'${task}'`);
  });

  it('options that do not exist, and files that do not, are refused', async (t) => {
    const own = { file: 'nowhere.csv', columns: ['text'], label: 'label' };
    await refusesLater(importData(own), 'expected a data file at', 'nowhere.csv');
    await refusesLater(importData({ ...own, colums: [] } as never), "'colums'");
    await refusesLater(importData({ ...own, file: undefined } as never), "'file'");
    await refusesLater(imports(t, { 'mine.xlsx': 'PK' }), 'ends in .csv, .tsv, .jsonl');
    refuses(() => openDataset({ task: 'mine', data: 'nowhere.csv' }), 'task.json');
  });
});
