/** The programs of an exported model: the answers, exits and scores of the lab, in Node and in Python. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it, type TestContext } from 'node:test';
import { decide, decidedPredictions } from '../src/analysis/decide';
import { signalScores } from '../src/analysis/signalScores';
import { learningToExit, multiModel, sweet, ztw } from '../src/methods';
import { exportOnnx } from '../src/onnx';
import { policyByName } from '../src/policies';
import { answersBy } from '../src/policies/answers';
import type { Example, ExitRecord, Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { keptRun, saidOf } from './support/keptRun';
import { programs, runProgram, withoutOnnx } from './support/onnxRuntimes';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

/** A run that is exported, and what the lab answers to some examples. */
async function exported(test: TestContext, method: Method, task: 'rte' | 'sst-2') {
  const store = temporaryFolder(test);
  const options = { ...smallRun(method), task };
  const run = keptRun(store, options);
  const folder = join(temporaryFolder(test), 'model');
  await exportOnnx(run.id, folder, { store, encoder: options.encoder, say: () => undefined });
  const { validation, task: told } = run.prepared.dataset;
  const examples = validation.slice(0, 20);
  return { folder, examples, record: await saidOf(run, examples), labels: told.labels };
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

/** What the lab answers to the examples by a policy. */
function answered(name: string, record: ExitRecord, labels: readonly string[]) {
  const policy = policyByName(name);
  const answers = answersBy(policy, record, 1);
  const scores = signalScores(answers, policy.signal);
  const N = record.labels.length;
  const exitsAt = (limit: number) => decide(answers, policy.signal, limit);
  const limit = threshold(scores, exitsAt);
  const exits = exitsAt(limit);
  const predictions = decidedPredictions(answers, exits);
  const rows = Array.from(exits, (e, n) => ({
    index: n,
    label: labels[predictions[n]],
    exit: record.depths[e],
  }));
  return { limit, rows, scores: Array.from(exits, (e, n) => scores[e * N + n]) };
}

const cases: { readonly [policies: string]: readonly [method: Method, task: 'rte' | 'sst-2'] } = {
  'confidence, energy, learned-certainty': [learningToExit(sweet), 'rte'],
  'entropy, patience': [multiModel, 'sst-2'],
  ensemble: [ztw, 'sst-2'],
};

before(prepareTestBackend);

describe('the programs of an exported model', { skip: withoutOnnx }, () => {
  for (const [policies, [method, task]] of Object.entries(cases))
    it(`answer as the lab does: ${method.name}, by ${policies}`, async (t) => {
      const { folder, examples, record, labels } = await exported(t, method, task);
      for (const name of policies.split(', ')) {
        const { limit, rows, scores } = answered(name, record, labels);
        for (const language of Object.keys(programs)) {
          const words = ['--policy', name, '--threshold', `${limit}`, '--batch', '7'];
          const { status, stderr, answers } = runProgram(folder, language, words, examples.map(lineOf));
          assert.equal(status, 0, `${language}: ${stderr}`);
          assert.deepEqual(
            answers.map(({ score: _, ...row }) => row),
            rows,
            `${language}, ${name}`,
          );
          assertEachClose(
            answers.map(({ score }) => score),
            scores,
            { absolute: 1e-5 },
            `${language}, scores of ${name}`,
          );
        }
      }
    });
});
