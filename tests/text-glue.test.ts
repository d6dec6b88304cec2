import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { projectRoot } from '../src/paths';
import { readGlueFile, readGlueTask } from '../src/text/glue';
import { type GlueTask, glueTasks, taskByName } from '../src/text/tasks';
import { folderOf, refuses } from './support/files';

const glueTask = (name: string): GlueTask => {
  const task = glueTasks.find((each) => each.name === name);
  assert.ok(task);
  return task;
};

const headers = {
  'sst-2': 'sentence\tlabel',
  mrpc: 'Quality\t#1 ID\t#2 ID\t#1 String\t#2 String',
  mnli: 'index\tpromptID\tpairID\tgenre\tsentence1_binary_parse\tsentence2_binary_parse\tsentence1_parse\tsentence2_parse\tsentence1\tsentence2\tlabel1\tgold_label',
  qqp: 'id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate',
  qnli: 'index\tquestion\tsentence\tlabel',
  rte: 'index\tsentence1\tsentence2\tlabel',
};

/** The columns of the classic release by position: sentence 1, sentence 2, label; CoLA has no header. */
const rows: { [name: string]: { row: string; expected: object } } = {
  'sst-2': { row: 'a b\t1', expected: { sentence1: 'a b', label: 1 } },
  mrpc: { row: '0\t12\t34\ta b\tc d', expected: { sentence1: 'a b', sentence2: 'c d', label: 0 } },
  cola: { row: 'gj04\t0\t*\ta b', expected: { sentence1: 'a b', label: 0 } },
  mnli: {
    row: '0\t1\t2\tfiction\tp\tp\tp\tp\ta b\tc d\tneutral\tcontradiction',
    expected: { sentence1: 'a b', sentence2: 'c d', label: 2 },
  },
  qqp: { row: '0\t1\t2\ta b\tc d\t1', expected: { sentence1: 'a b', sentence2: 'c d', label: 1 } },
  qnli: { row: '0\ta b\tc d\tnot_entailment', expected: { sentence1: 'a b', sentence2: 'c d', label: 1 } },
  rte: { row: '0\ta b\tc d\tentailment', expected: { sentence1: 'a b', sentence2: 'c d', label: 0 } },
};

const read = (test: TestContext, name: string, content: string | Uint8Array) =>
  readGlueFile(glueTask(name), join(folderOf(test, { 'file.tsv': content }), 'file.tsv'));

describe('files of the GLUE benchmark', () => {
  for (const [name, { row, expected }] of Object.entries(rows)) {
    it(`${name}: finds sentences and label in the classic columns`, (t) => {
      const header = name in headers ? `${headers[name as keyof typeof headers]}\n` : '';
      assert.deepEqual(read(t, name, `${header}${row}\n`).examples, [expected]);
    });
  }

  it('finds the columns by name: the development file of MNLI has more of them', (t) => {
    const header = headers.mnli.replace('gold_label', 'label2\tlabel3\tlabel4\tlabel5\tgold_label');
    const row = '0\t1\t2\tg\tp\tp\tp\tp\ta\tb\tneutral\tneutral\tneutral\tneutral\tneutral\tentailment';
    assert.deepEqual(read(t, 'mnli', `${header}\n${row}`).examples, [
      { sentence1: 'a', sentence2: 'b', label: 0 },
    ]);
  });

  it('takes quotes as text, and drops a byte order mark, carriage returns and empty last lines', (t) => {
    const content = '\uFEFFsentence\tlabel\r\n" a "" b\t1\r\n"\t0\r\n\r\n';
    const { examples } = read(t, 'sst-2', content);
    assert.deepEqual(examples, [
      { sentence1: '" a "" b', label: 1 },
      { sentence1: '"', label: 0 },
    ]);
  });

  it('does not take a line separator of Unicode for the end of a row', (t) => {
    const { examples } = read(t, 'sst-2', 'sentence\tlabel\na\u2028b\u0085c\t1\n');
    assert.deepEqual(examples, [{ sentence1: 'a\u2028b\u0085c', label: 1 }]);
  });

  it('passes over the short rows of QQP and counts them', (t) => {
    const { examples, skippedRows } = read(
      t,
      'qqp',
      `${headers.qqp}\n0\t1\t2\ta\tb\t1\n1\t2\n2\t3\t4\tc\td\t0\n`,
    );
    assert.equal(examples.length, 2);
    assert.equal(skippedRows, 1);
    refuses(
      () => read(t, 'qqp', `${headers.qqp}\n0\t1\t2\ta\tb\t1\tx`),
      'file.tsv:2',
      'expected 6 columns',
      'got 7',
    );
  });

  it('reads from the root of GLUE and from the folder of the task', (t) => {
    const content = `${headers.rte}\n0\ta\tb\tentailment\n`;
    const root = folderOf(t, { 'RTE/train.tsv': content, 'RTE/dev.tsv': content });
    assert.deepEqual(readGlueTask(glueTask('rte'), root), readGlueTask(glueTask('rte'), join(root, 'RTE')));
  });
});

describe('bad files of GLUE', () => {
  it('a row with too few or too many columns', (t) => {
    refuses(
      () => read(t, 'rte', `${headers.rte}\n0\ta\tb\tentailment\n1\ta\tb\n`),
      'file.tsv:3',
      'expected 4',
      'got 3',
    );
    refuses(() => read(t, 'cola', 'a\t1\t\tb\na\t1\t\tb\tc\n'), 'file.tsv:2', 'expected 4 columns', 'got 5');
    refuses(() => read(t, 'sst-2', 'sentence\tlabel\na\t1\n\nb\t0\n'), 'file.tsv:3', 'expected 2', 'got 1');
  });

  it('a column that is missing', (t) => {
    refuses(
      () => read(t, 'sst-2', 'text\tlabel\na\t1\n'),
      'file.tsv',
      "column 'sentence'",
      'found text, label',
    );
    refuses(() => read(t, 'mrpc', `${headers.rte}\n`), "column '#1 String'", 'index, sentence1');
  });

  it('a label that is not one', (t) => {
    refuses(() => read(t, 'sst-2', 'sentence\tlabel\na\t1\nb\t2\n'), 'file.tsv:3', '0, 1', "got '2'");
    refuses(
      () => read(t, 'rte', `${headers.rte}\n0\ta\tb\tneutral\n`),
      'file.tsv:2',
      'entailment, not_entailment',
    );
    refuses(() => read(t, 'cola', 'x\t\t\tb\n'), 'file.tsv:1', "got ''");
  });

  it('an empty file, a header alone, and other bytes than text', (t) => {
    refuses(() => read(t, 'cola', ''), 'file.tsv', 'the file is empty');
    refuses(() => read(t, 'sst-2', '\r\n\n'), 'file.tsv', 'the file is empty');
    refuses(() => read(t, 'sst-2', 'sentence\tlabel\n'), 'file.tsv', 'found none');
    refuses(() => read(t, 'cola', Buffer.from([0x61, 0x09, 0xff, 0xfe])), 'file.tsv', 'UTF-8');
  });

  it('a folder or a file that is missing', (t) => {
    const folder = folderOf(t, { 'RTE/train.tsv': `${headers.rte}\n0\ta\tb\tentailment\n` });
    refuses(() => readGlueTask(glueTask('rte'), folder), join('RTE', 'dev.tsv'), 'ENOENT');
    refuses(() => readGlueTask(glueTask('mrpc'), folder), 'train.tsv', folder, join(folder, 'MRPC'));
    refuses(() => readGlueTask(glueTask('rte'), join(folder, 'absent')), join(folder, 'absent'));
  });

  it('a task that is unknown', () => {
    refuses(
      () => taskByName('sst2'),
      "unknown task 'sst2'",
      'sst-2',
      'mrpc',
      'cola',
      'mnli',
      'qqp',
      'qnli',
      'rte',
    );
  });
});

const real = process.env.EARLY_EXIT_GLUE ?? join(projectRoot(), '..', 'shared', 'data', 'glue');

describe('the real files of GLUE', { skip: existsSync(real) ? false : `no GLUE data at ${real}` }, () => {
  const sizes = [
    ['cola', 8551, 1043],
    ['sst-2', 8544, 1101],
    ['mrpc', 3668, 408],
  ] as const;
  for (const [name, train, validation] of sizes) {
    it(`${name}: ${train} and ${validation} rows`, () => {
      const splits = readGlueTask(glueTask(name), real);
      assert.deepEqual(
        [splits.train.length, splits.validation.length, splits.skippedRows],
        [train, validation, 0],
      );
    });
  }

  it('keeps the quotation marks of MRPC', () => {
    const [, ...others] = readGlueTask(glueTask('mrpc'), join(real, 'MRPC')).validation;
    assert.ok(others.some(({ sentence1 }) => sentence1.startsWith('" ')));
    assert.ok(others.every(({ sentence2 }) => sentence2 !== undefined && !/[\t\r\uFEFF]/.test(sentence2)));
  });
});
