/** The programs of an exported model: the answers, exits and scores of the lab, in Node and in Python. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it, type TestContext } from 'node:test';
import { decide, decidedPredictions } from '../src/analysis/decide';
import { signalScores } from '../src/analysis/signalScores';
import {
  berxit,
  consistentEe,
  hashingToExit,
  learningToExit,
  multiModel,
  palbert,
  sweet,
  ztw,
} from '../src/methods';
import { exportOnnx } from '../src/onnx';
import { policyByName } from '../src/policies';
import { answersBy } from '../src/policies/answers';
import type { RunOptions } from '../src/runs/config';
import type { Example, ExitRecord } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { folderOf } from './support/files';
import { fixturePath } from './support/fixtures';
import { keptRun, saidOf } from './support/keptRun';
import { type Answered, programs, runProgram, withoutOnnx } from './support/onnxRuntimes';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

/** A run that is exported, and what the lab answers to twenty examples. */
async function exported(test: TestContext, options: RunOptions) {
  const store = temporaryFolder(test);
  const run = keptRun(store, options);
  const folder = join(temporaryFolder(test), 'model');
  const { encoder, data } = options;
  await exportOnnx(run.id, folder, { store, encoder, data, say: () => undefined });
  const { validation, task } = run.prepared.dataset;
  const examples = validation.slice(0, 20);
  const lines = examples.map(lineOf);
  return { folder, lines, record: await saidOf(run, examples), labels: task.labels };
}

const lineOf = ({ sentence1, sentence2 }: Example) =>
  sentence2 === undefined ? sentence1 : `${sentence1}\t${sentence2}`;

/** The threshold in the widest gap between two scores at which examples leave at several exits. */
function threshold(scores: Float32Array, exitsAt: (threshold: number) => Int32Array): number {
  const sorted = [...new Set(scores)].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((score, i) => ({
    limit: (score + sorted[i]) / 2,
    width: score - sorted[i],
  }));
  const useful = gaps.filter(({ limit }) => new Set(exitsAt(limit)).size > 1);
  const [{ limit, width }] = useful.sort((a, b) => b.width - a.width);
  assert.ok(width > 1e-4, `expected scores that are apart, got ${width}`);
  return limit;
}

/** What the lab answers to the examples by a policy, and the threshold. */
function answered(name: string, record: ExitRecord, labels: readonly string[]) {
  const policy = policyByName(name);
  const answers = answersBy(policy, record, 1);
  const scores = signalScores(answers, policy.signal);
  const N = record.labels.length;
  const exitsAt = (limit: number) => decide(answers, policy.signal, limit);
  const limit = threshold(scores, exitsAt);
  const exits = exitsAt(limit);
  const predictions = decidedPredictions(answers, exits);
  const rows = Array.from(exits, (e, n): Answered => {
    const label = record.classes === 1 ? predictions[n] : labels[predictions[n]];
    return { index: n, label, exit: record.depths[e], score: scores[e * N + n] };
  });
  return { limit, rows };
}

/** Texts and depths are equal, and numbers that were computed are near. */
function assertSame(found: readonly Answered[], expected: readonly Answered[], what: string): void {
  const said = ({ index, label, exit }: Answered) => [index, typeof label === 'string' ? label : 0, exit];
  assert.deepEqual(found.map(said), expected.map(said), what);
  const numbers = ({ label, score }: Answered) => [score, typeof label === 'number' ? label : 0];
  assertEachClose(found.flatMap(numbers), expected.flatMap(numbers), { absolute: 1e-5 }, what);
}

/** Numbers as the labels of the texts of SST-2. */
function numberedTask(test: TestContext): Pick<RunOptions, 'task' | 'data'> {
  const rows = readFileSync(fixturePath('glue', 'SST-2', 'dev.tsv'), 'utf8')
    .split('\n')
    .slice(1, 25);
  const lines = rows.map((row, n) => JSON.stringify({ sentence1: row.split('\t')[0], label: n / 24 }));
  const told = { name: 'warmth', labels: ['warmth'], range: [0, 1], metrics: ['pearson'], pair: false };
  const files = { 'train.jsonl': lines.join('\n'), 'validation.jsonl': lines.join('\n') };
  return { task: told.name, data: folderOf(test, { 'task.json': JSON.stringify(told), ...files }) };
}

/** The encoder of the fixtures with the classic file of its tokenizer alone. */
function classicEncoder(test: TestContext): Pick<RunOptions, 'encoder'> {
  const names = ['config.json', 'model.safetensors', 'vocab.txt'];
  const files = names.map((name) => [name, readFileSync(fixturePath('tiny-bert', name))]);
  return { encoder: folderOf(test, Object.fromEntries(files)) };
}

const cases: { readonly [what: string]: readonly [policies: string, (test: TestContext) => RunOptions] } = {
  'pairs, gates': ['confidence, energy, learned-certainty', () => smallRun(learningToExit(sweet))],
  'policy nets': ['policy-net, patience', () => ({ ...smallRun(consistentEe()), task: 'sst-2' })],
  'an encoder for each exit': [
    'entropy, patience, softmax, hash',
    () => ({ ...smallRun(hashingToExit(multiModel)), task: 'sst-2' }),
  ],
  'exits that read earlier exits, a classic tokenizer': [
    'ensemble',
    (t) => ({ ...smallRun(ztw), task: 'sst-2', ...classicEncoder(t) }),
  ],
  'exits that ponder': ['q-exit', () => smallRun(palbert())],
  'a number for an answer': [
    'learned-uncertainty, patience',
    (t) => ({ ...smallRun(berxit), ...numberedTask(t) }),
  ],
};

before(prepareTestBackend);

describe('the programs of an exported model', { skip: withoutOnnx }, () => {
  for (const [what, [policies, optionsOf]] of Object.entries(cases))
    it(`answer as the lab does: ${what}, by ${policies}`, async (t) => {
      const { folder, lines, record, labels } = await exported(t, optionsOf(t));
      for (const name of policies.split(', ')) {
        const { limit, rows } = answered(name, record, labels);
        const words = ['--signal', name, '--threshold', `${limit}`, '--batch', '7'];
        for (const language of Object.keys(programs)) {
          const { status, stderr, answers } = runProgram(folder, language, words, lines);
          assert.equal(status, 0, `${language}: ${stderr}`);
          assertSame(answers, rows, `${name} in ${language}`);
        }
      }
    });

  it('say what they expect', async (t) => {
    const { folder } = await exported(t, { ...smallRun(sweet), exits: [1] });
    for (const language of Object.keys(programs)) {
      const none = runProgram(folder, language, [], ['a\tb']);
      assert.notEqual(none.status, 0, language);
      assert.match(none.stderr, /--signal.*--threshold/, language);
      const words = ['--signal', 'confidence', '--threshold', '0.5'];
      const single = runProgram(folder, language, words, ['one text']);
      assert.notEqual(single.status, 0, language);
      assert.match(single.stderr, /expected two texts with a tab between, got 'one text'/, language);
    }
  });
});
