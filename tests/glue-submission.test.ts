import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readGlueTests } from '../src/text/glueTest';
import { submissionText, writeSubmission } from '../src/text/submission';
import { glueTasks } from '../src/text/tasks';
import { folderOf, refuses } from './support/files';

const mnli =
  'index\tpromptID\tpairID\tgenre\tsentence1_binary_parse\tsentence2_binary_parse\tsentence1_parse\tsentence2_parse\tsentence1\tsentence2\n0\t1\t2\tg\tp\tp\tp\tp\ta b\tc d\n1\t1\t2\tg\tp\tp\tp\tp\te\tf\n2\t1\t2\tg\tp\tp\tp\tp\tg\th\n';

/** The unlabelled files of the classic release, two rows each, three for MNLI. */
const release = {
  'SST-2/test.tsv': 'index\tsentence\n0\ta b\n1\t" c\n',
  'MRPC/test.tsv':
    '\uFEFFindex\t#1 ID\t#2 ID\t#1 String\t#2 String\r\n0\t9\t8\ta b\tc d\r\n1\t7\t6\te\tf\r\n',
  'CoLA/test.tsv': 'index\tsentence\n0\ta b\n1\tc\n',
  'QQP/test.tsv': 'id\tquestion1\tquestion2\n0\ta b\tc d\n1\te\tf\n',
  'MNLI/test_matched.tsv': mnli,
  'MNLI/test_mismatched.tsv': mnli.replace('a b', 'other'),
  'QNLI/test.tsv': 'index\tquestion\tsentence\n0\ta b\tc d\n1\te\tf\n',
  'RTE/test.tsv': 'index\tsentence1\tsentence2\n0\ta b\tc d\n1\te\tf\n',
  'STS-B/test.tsv':
    'index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\n0\tg\tf\t1\t2\ts\ts\ta b\tc d\n1\tg\tf\t1\t2\ts\ts\te\tf\n',
};

/** The file of each task to submit, and what predictions of 0 and 1 are called in it. */
const submissions: { readonly [task: string]: readonly [files: string[], first: string, second: string] } = {
  'sst-2': [['SST-2'], '0', '1'],
  mrpc: [['MRPC'], '0', '1'],
  cola: [['CoLA'], '0', '1'],
  qqp: [['QQP'], '0', '1'],
  mnli: [['MNLI-m', 'MNLI-mm'], 'entailment', 'neutral'],
  qnli: [['QNLI'], 'entailment', 'not_entailment'],
  rte: [['RTE'], 'entailment', 'not_entailment'],
  'sts-b': [['STS-B'], '0.000', '1.000'],
};

describe('test sets of GLUE', () => {
  it('every task has its own', () => {
    const known = [...Object.keys(submissions), 'mnli-mm'].sort();
    assert.deepEqual(known, glueTasks.map(({ name }) => name).sort());
  });

  for (const [name, [files, first, second]] of Object.entries(submissions)) {
    it(`${name}: reads the rows and writes ${files.join(' and ')}`, (t) => {
      const root = folderOf(t, release);
      const tests = readGlueTests(name, root);
      assert.deepEqual(
        tests.map(({ submission }) => submission),
        files,
      );
      const [{ task, index, examples }] = tests;
      assert.deepEqual([...index.slice(0, 2)], [0, 1]);
      assert.deepEqual(
        examples[0],
        task.pair ? { sentence1: 'a b', sentence2: 'c d', label: 0 } : { sentence1: 'a b', label: 0 },
      );
      assert.deepEqual(readGlueTests(name, join(root, task.glue.folder)), tests);
      const out = join(root, 'out');
      for (const test of tests) {
        const predictions = Float32Array.from(test.index, (_, n) => (n === 1 ? 1 : 0));
        const path = writeSubmission(test, predictions, out);
        const rows = readFileSync(path, 'utf8').split('\n');
        assert.equal(path, join(out, `${test.submission}.tsv`));
        assert.deepEqual(rows.slice(0, 3), ['index\tprediction', `0\t${first}`, `1\t${second}`]);
        assert.deepEqual([rows.length, rows[rows.length - 1]], [test.index.length + 2, '']);
      }
      assert.equal(readdirSync(out).length, files.length);
    });
  }

  it('the two sets of MNLI are two files', (t) => {
    const [matched, mismatched] = readGlueTests('mnli', folderOf(t, release));
    assert.deepEqual(
      [matched, mismatched].map(({ examples }) => examples[0].sentence1),
      ['a b', 'other'],
    );
    assert.deepEqual(
      readGlueTests('mnli-mm', folderOf(t, release)).map(({ examples }) => examples),
      [mismatched.examples],
    );
    assert.equal(
      submissionText(matched, [2, 0, 1]),
      'index\tprediction\n0\tcontradiction\n1\tentailment\n2\tneutral\n',
    );
  });

  it('rows keep the numbers of the file', (t) => {
    const [test] = readGlueTests(
      'rte',
      folderOf(t, { 'test.tsv': 'index\tsentence1\tsentence2\n7\ta\tb\n3\tc\td\n' }),
    );
    assert.equal(submissionText(test, [1, 0]), 'index\tprediction\n7\tnot_entailment\n3\tentailment\n');
  });

  it("STS-B's numbers are kept in 0..5", (t) => {
    const [test] = readGlueTests('sts-b', folderOf(t, release));
    assert.equal(submissionText(test, [-0.2, 5.4]), 'index\tprediction\n0\t0.000\n1\t5.000\n');
    assert.equal(submissionText(test, [2.71449, 5]), 'index\tprediction\n0\t2.714\n1\t5.000\n');
    refuses(() => submissionText(test, [1, Number.NaN]), 'expected a number', 'sts-b', 'NaN');
  });
});

describe('what cannot be submitted', () => {
  it('a task that GLUE does not have', () => {
    refuses(() => readGlueTests('sentiment', '.'), 'sst-2', "'sentiment'", "got 'sentiment'");
  });

  it('another number of predictions, or one of no class; nothing is written', (t) => {
    const root = folderOf(t, release);
    const [test] = readGlueTests('sst-2', root);
    const out = join(root, 'out');
    refuses(() => writeSubmission(test, [1], out), 'expected 2 predictions', 'SST-2.tsv', 'got 1');
    for (const stray of [2, -1, 0.5, Number.NaN])
      refuses(
        () => writeSubmission(test, [1, stray], out),
        'from 0 to 1',
        'prediction 1 of sst-2',
        `got ${stray}`,
      );
    assert.ok(!existsSync(out));
  });

  it('a test set that is missing or of another form; no row of QQP is passed over', (t) => {
    const of = (name: string, content: string) => () =>
      readGlueTests(name, folderOf(t, { 'test.tsv': content }));
    refuses(() => readGlueTests('rte', folderOf(t, {})), 'test.tsv', join('RTE', 'test.tsv'));
    refuses(of('sst-2', 'sentence\tlabel\na\t1\n'), "column 'index'");
    refuses(of('sst-2', 'index\tsentence\n'), 'found none');
    refuses(of('sst-2', 'index\tsentence\nx\ta\n'), 'test.tsv:2', "got 'x'");
    refuses(of('qqp', 'id\tquestion1\tquestion2\n0\ta\tb\n1\tc\n'), 'test.tsv:3', 'expected 3', 'got 2');
  });
});
