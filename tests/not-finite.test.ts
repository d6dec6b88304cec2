/** What is no number is never scored: everything that would read it refuses in words, and ends. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import {
  calibrationError,
  constantExits,
  decide,
  decidedPredictions,
  difficultyInversion,
  difficultyScores,
  exitError,
  exitLoss,
  exitPredictions,
  exitScores,
  fitTemperature,
  heldOutTemperatures,
  meanNll,
  meanRowCosine,
  measure,
  pairedDifference,
  pairsInOrder,
  pearson,
  publishedCodeTemperatures,
  quantileThresholds,
  ranks,
  reliability,
  scoreHistogram,
  signalScores,
  spearman,
  studentT,
  summarise,
  sweep,
  tradeOffCurve,
  trueDifficulty,
} from '../src/analysis';
import { gatesInRange } from '../src/policies';
import { readCompact, writeCompact } from '../src/runs/compact';
import { readRecord, writeRecord } from '../src/runs/record';
import { confidence, energy, learnedCertainty } from '../src/signals';
import type { ExitRecord } from '../src/types';
import { withWord } from './support/changedEncoder';
import { train } from './support/cli';
import { folderOf, refuses } from './support/files';
import { randomRecord, runOf, withGates } from './support/records';
import { temporaryFolder } from './support/store';

const none = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

describe('numbers that are none', () => {
  it('have no measure, rank, correlation, mean or curve', () => {
    for (const bad of none) {
      const says = `got ${bad}`;
      const numbers = [bad, 1, 2];
      for (const metric of ['pearson', 'spearman'] as const) {
        refuses(() => measure(metric, numbers, [1, 2, 3]), says);
        refuses(() => measure(metric, [1, 2, 3], numbers), says);
      }
      for (const metric of ['accuracy', 'f1', 'matthews'] as const) {
        refuses(() => measure(metric, [bad, 1, 0], [0, 1, 0]), `${bad}`);
        refuses(() => measure(metric, [0, 1, 0], [bad, 1, 0]), `${bad}`);
      }
      refuses(() => ranks(numbers), says);
      refuses(() => pearson(numbers, numbers), says);
      refuses(() => spearman(numbers, numbers), says);
      refuses(() => summarise(numbers), says);
      refuses(() => pairedDifference(numbers, [1, 2, 3]), 'the numbers of a summary', 'finite');
      refuses(() => pairsInOrder([1, 2, 3], numbers), says);
      refuses(() => pairsInOrder(numbers, [1, 2, 3]), says);
      refuses(() => tradeOffCurve([{ costFraction: 1, score: bad }]), says);
      refuses(() => tradeOffCurve([{ costFraction: bad, score: 1 }]), says);
      refuses(() => meanRowCosine(Float32Array.of(bad, 1), Float32Array.of(1, 1), [1, 2]), says);
      refuses(() => studentT(bad), says);
    }
    refuses(() => pearson([1, 2], [1, 2, 3]), 'got 2 and 3');
  });

  it('have no temperature, and hidden labels neither', () => {
    const labels = [0, 1, 1];
    for (const bad of none) {
      const logits = Float32Array.of(1, 0, 0, 1, bad, 0);
      for (const call of [fitTemperature, meanNll])
        refuses(() => call(logits, labels, 2), `got ${bad}`, 'example 2');
    }
    const logits = Float32Array.of(1, 0, 0, 1, 1, 0);
    for (const label of [-1, 2, 0.5, Number.NaN])
      refuses(() => fitTemperature(logits, [0, 1, label], 2), `got ${label}`, 'from 0 to 1');
    refuses(() => meanNll(logits, [0, 1], 2), 'got 6 for 2');
  });
});

/** A record with one logit of the second exit, for example 7, that is none. */
function recordWith(bad: number): ExitRecord {
  const record = withGates(randomRecord(), new Float32Array(200).fill(0.5));
  record.logits[(50 + 7) * 2 + 1] = bad;
  return record;
}

describe('outputs that are no numbers', () => {
  const readers: { readonly [name: string]: (record: ExitRecord) => unknown } = {
    exitPredictions,
    exitScores: (record) => exitScores(record, 'accuracy'),
    constantExits,
    decide: (record) => decide(record, confidence, 0.9),
    'decide by a gate': (record) => decide(record, learnedCertainty, 0.9),
    decidedPredictions: (record) => decidedPredictions(record, new Int32Array(50)),
    sweep: (record) => sweep(record, energy, [0.1, 0.2], 'matthews'),
    signalScores: (record) => signalScores(record, energy),
    quantileThresholds: (record) => quantileThresholds(record, energy),
    scoreHistogram: (record) => scoreHistogram(record, energy, [1]),
    reliability: (record) => reliability(record, 0),
    calibrationError,
    publishedCodeTemperatures,
    heldOutTemperatures,
    'difficultyInversion by loss': (record) => difficultyInversion(record, energy, exitLoss),
    'difficultyInversion by error': (record) => difficultyInversion(record, energy, exitError),
    difficultyScores: (record) => difficultyScores(record, new Int32Array(50), 'accuracy'),
    gatesInRange,
  };
  for (const [name, read] of Object.entries(readers))
    it(`are refused by ${name}`, () => {
      read(withGates(randomRecord(), new Float32Array(200).fill(0.5)));
      for (const bad of none) refuses(() => read(recordWith(bad)), `${bad}`, /example \d+/, 'finite');
    });

  it('are named by exit and example', () => {
    refuses(() => exitPredictions(recordWith(Number.NaN)), 'logit NaN', 'depth 4', 'example 7 ');
    const gates = new Float32Array(200).fill(0.5);
    gates[103] = Number.NaN;
    refuses(() => exitPredictions(withGates(randomRecord(), gates)), 'gates NaN', 'depth 6', 'example 3 ');
  });

  it('are refused where a record is read, and where it is packed', (t) => {
    const store = temporaryFolder(t);
    const record = { ...runOf(recordWith(Number.NaN), 'sweet', 'task', 1), id: 'one' };
    writeRecord(join(store, 'one'), record);
    refuses(() => readRecord(join(store, 'one')), 'evaluation.safetensors', 'depth 4', 'example 7 ');
    refuses(() => writeCompact(store, [record]), 'got NaN in one');
    const large = { ...runOf(recordWith(70_000), 'sweet', 'task', 1), id: 'one' };
    refuses(() => writeCompact(store, [large]), 'got 70000 in one');
    const fine = { ...runOf(recordWith(1), 'sweet', 'task', 1), id: 'one' };
    writeCompact(store, [fine]);
    assert.equal(readCompact(store).length, 1);
    writeCompact(store, [fine, fine]);
    refuses(() => readCompact(store), 'one twice');
  });

  it('are no signal, and NaN is no threshold or difficulty', () => {
    const record = randomRecord();
    const odd = { ...energy, name: 'odd', score: () => Number.NaN };
    refuses(() => decide(record, odd, 0.5), 'odd', 'got NaN for example 0 at depth 1');
    refuses(() => sweep(record, odd, [0.5], 'accuracy'), 'odd', 'got NaN');
    refuses(() => decide(record, energy, Number.NaN), 'threshold', 'got NaN');
    refuses(() => sweep(record, energy, [0.5, Number.NaN], 'accuracy'), 'threshold', 'got NaN');
    const difficulties = new Float64Array(50).fill(Number.NaN);
    refuses(() => difficultyInversion(record, energy, trueDifficulty(difficulties)), 'got NaN');
    refuses(() => difficultyScores(record, difficulties, 'accuracy'), 'got NaN');
  });
});

/** Tasks whose validation has a word, `fish`, that their training has not. */
function fishTask(test: TestContext, description: object, label: number): string {
  const row = (sentence1: string, value: number) => `${JSON.stringify({ sentence1, label: value })}\n`;
  const rows = ['the cat sees a dog', 'a dog hears the cat', 'every cat', 'no dog'].map((text, i) =>
    row(text, i % 2),
  );
  return folderOf(test, {
    'task.json': JSON.stringify({ name: 'fish', pair: false, ...description }),
    'train.jsonl': rows.join('').repeat(8),
    'validation.jsonl': rows.join('').repeat(2) + row('the fish', label),
  });
}

describe('a run whose outputs are no numbers', () => {
  const tasks = {
    'of classes': [{ labels: ['no', 'yes'], metrics: ['accuracy'] }, 1],
    'of numbers': [{ labels: ['score'], range: [0, 5], metrics: ['spearman', 'pearson'] }, 4],
  } as const;
  for (const [kind, [description, label]] of Object.entries(tasks))
    it(`is not scored, on a task ${kind}; example and exit are named, and its lock is free`, async (test) => {
      const data = fishTask(test, description, label);
      const store = temporaryFolder(test);
      const options = {
        task: 'fish',
        data,
        encoder: withWord(test, 24, 3e38),
        epochs: '1',
        'max-length': '16',
      };
      for (const _ of ['once', 'again']) {
        const { code, stdout, stderr } = await train({ ...options, store }).ended;
        assert.match(
          stderr,
          /expected finite outputs, got the logit (NaN|-?Infinity) from the exit at depth 1/,
        );
        assert.match(stderr, /validation example 8, counted from 0: "the fish"/);
        assert.deepEqual([code, stdout], [1, '']);
        assert.deepEqual(
          readdirSync(store).filter((name) => !name.startsWith('.')),
          [],
        );
      }
    });

  it('is not begun with weights that are no numbers, whose tensor is named', async (test) => {
    const store = temporaryFolder(test);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const { code, stderr } = await train({ encoder: withWord(test, 24, bad), store, 'max-length': '16' })
        .ended;
      assert.match(stderr, /model\.safetensors.*'[\w.]*word_embeddings\.weight'/);
      assert.match(
        stderr,
        new RegExp(`got ${bad} at \\[24, 0\\]; 36 of 3492 are NaN or infinite;.*use another file`),
      );
      assert.doesNotMatch(stderr, /diverged at step/);
      assert.equal(code, 1);
    }
    assert.deepEqual(
      readdirSync(store).filter((name) => !name.startsWith('.')),
      [],
    );
  });
});
