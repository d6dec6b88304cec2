/** Batches that stay full, streams, and what is refused. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { answer, answerStream, openAnswers } from '../src/answering';
import { answersFrom, openRunner } from '../src/answering/open';
import { savedBy } from '../src/answering/saved';
import { nextSegment, takeBatch } from '../src/answering/schedule';
import type { Text } from '../src/answering/types';
import { earlyExit } from '../src/methods';
import { calibratedConfidence, plainConfidence, stretchedExit } from '../src/policies';
import type { OpenModel } from '../src/runs/trained';
import type { ExitPolicy } from '../src/types';
import { untrained } from './support/answers';
import { prepareTestBackend } from './support/backend';
import { refusesLater } from './support/files';

/** Every other example leaves at the first exit, the others at the last. */
let spread: ExitPolicy;
let model: OpenModel;

const texts = Array.from({ length: 120 }, (_, i): Text => ['the man '.repeat(1 + (i % 7)), `dog ${i}`]);
const all = { policy: plainConfidence, threshold: 1 };

before(async () => {
  await prepareTestBackend();
  model = await untrained(earlyExit);
  let turn = 0;
  const leavesAt = new WeakMap<object, number>();
  const score: ExitPolicy['signal']['score'] = (reached) => {
    if (!leavesAt.has(reached[0])) leavesAt.set(reached[0], turn++ % 2);
    return leavesAt.get(reached[0]) === 0 ? 1 : 0.5;
  };
  spread = { ...plainConfidence, name: 'every other', signal: { ...plainConfidence.signal, score } };
});

describe('a queue of questions', () => {
  it('keeps batches full until it is empty', async () => {
    const answers = answersFrom(model, await openRunner(model), { policy: spread, threshold: 1, batch: 8 });
    const found = await Promise.all(texts.map((text) => answers.ask(text)));
    const exits = found.map(({ exit }) => exit);
    assert.equal(exits.filter((exit) => exit === 1).length, 60);
    const [first, second, third] = answers.work;
    assert.deepEqual([first.batches, first.examples], [15, 120]);
    assert.deepEqual([second.batches, second.examples], [8, 60]);
    assert.deepEqual([third.batches, third.examples], [8, 60]);
    const saved = savedBy(answers.work, 5);
    assert.equal(saved.blocks, 120 + 60 * 2 + 60 * 2);
    assert.equal(saved.whole, 600);
    answers.close();
  });

  it('runs the deepest full batch, then the oldest question, and nobody waits for ever', () => {
    const question = (length: number, since = 0, asked = 0) =>
      ({ encoded: { ids: new Int32Array(length) }, since, asked }) as never;
    const line = (count: number, since = 0, asked = 0) =>
      Array.from({ length: count }, () => question(1, since, asked));
    assert.equal(nextSegment([line(9), line(4), line(4)], 4, 0), 2);
    assert.equal(nextSegment([line(9), line(4), line(3)], 4, 0), 1);
    assert.equal(nextSegment([line(1), line(3), line(3)], 4, 0), 0);
    assert.equal(nextSegment([line(0), line(0), line(3)], 4, 0), 2);
    assert.equal(nextSegment([line(9), line(4), line(1)], 4, 65), 2);
    assert.equal(nextSegment([line(9), line(0), line(1, 60)], 4, 65), 0);
    assert.equal(nextSegment([line(3, 0, 7), line(3, 0, 7), line(1, 0, 5)], 4, 9), 2);
    assert.equal(nextSegment([line(4, 0, 7), line(3, 0, 7), line(1, 0, 5)], 4, 9), 0);
    assert.equal(nextSegment([[], []], 4, 0), -1);
    const lines = [[5, 9, 6, 1, 5, 6].map((length) => question(length))];
    const lengths = takeBatch(lines, 0, 3).map(({ encoded }) => encoded.ids.length);
    assert.deepEqual(lengths, [5, 5, 6]);
    assert.deepEqual(
      lines[0].map(({ encoded }: { encoded: { ids: Int32Array } }) => encoded.ids.length),
      [9, 1, 6],
    );
  });

  it('answers a stream in its order, and reads a bounded number of texts ahead', async () => {
    let read = 0;
    async function* source() {
      for (const text of [...texts, ...texts]) {
        read++;
        yield text;
      }
    }
    const expected = await answer(model, texts, { ...all, threshold: 0.55, batch: 4 });
    const found: string[] = [];
    const tensors = tf.memory().numTensors;
    for await (const { logits } of answerStream(model, source(), { ...all, threshold: 0.55, batch: 1 })) {
      assert.ok(read - found.length <= 34, `${read} read after ${found.length}`);
      found.push(Array.from(logits, (x) => x.toFixed(3)).join());
      if (found.length === texts.length) break;
    }
    assert.deepEqual(
      found,
      expected.map(({ logits }) => Array.from(logits, (x) => x.toFixed(3)).join()),
    );
    assert.equal(tf.memory().numTensors, tensors, 'no tensor is left');
  });

  it('rejects what waits when it is closed', async () => {
    const tensors = tf.memory().numTensors;
    const answers = await openAnswers(model, { ...all, batch: 2 });
    const asked = texts.slice(0, 5).map((text) => answers.ask(text));
    assert.equal(answers.waiting, 5);
    const rejected = Promise.allSettled(asked);
    answers.close();
    assert.ok((await rejected).every(({ status }) => status === 'rejected'));
    await refusesLater(answers.ask(texts[0]), 'closed');
    assert.equal(answers.waiting, 0);
    assert.equal(tf.memory().numTensors, tensors, 'no tensor is left');
  });
});

describe('a question', () => {
  it('may be long, in any language, and have control characters', async () => {
    const long = 'the man '.repeat(5000);
    const odd: Text[] = [
      [long, 'dog'],
      ['Ελληνικά 日本語 עברית', 'ру́сский'],
      ['a\u0000\u0007b\u200b', '\ud800c'],
    ];
    const found = await answer(model, odd, all);
    assert.deepEqual(
      found.map(({ truncated }) => truncated),
      [true, false, false],
    );
    for (const { label, exit } of found) assert.ok(model.labels.includes(`${label}`) && exit === 5);
  });

  it('is refused if the task cannot take it', async () => {
    const answers = await openAnswers(model, all);
    await refusesLater(answers.ask(['', 'dog']), 'visible character', 'got ""');
    await refusesLater(answers.ask(['man', ' \u0007\n']), 'visible character', 'u0007');
    await refusesLater(answers.ask('man'), 'pair of texts', 'got one text');
    await refusesLater(answers.ask(7 as never), 'a text, or a pair', 'got 7');
    await refusesLater(answers.ask(['a', 'b', 'c'] as never), 'a text, or a pair');
    await refusesLater(answer(model, [texts[0], ['a', '']], all), 'text 2:');
    answers.close();
  });
});

describe('a policy', () => {
  it('is refused if it cannot decide as it goes, or at such a threshold', async () => {
    const open = (policy: ExitPolicy, threshold: number, batch?: number) =>
      openAnswers(model, { policy, threshold, batch });
    await refusesLater(open(calibratedConfidence, 0.9), 'calibrated-confidence', 'use confidence');
    await refusesLater(open(stretchedExit, 0.9), 'stretched-certainty', 'use learned-certainty');
    await refusesLater(open(plainConfidence, 0.3), 'from 0.5 to 1', 'got 0.3');
    await refusesLater(open(plainConfidence, Number.NaN), 'got NaN');
    await refusesLater(open(plainConfidence, 0.9, 0), 'batch', 'got 0');
    const ahead = { ...plainConfidence, name: 'mine', signal: { ...plainConfidence.signal, exitsWhen: 'x' } };
    await refusesLater(open(ahead as never, 0.9), 'mine', 'exitsWhen');
  });
});
