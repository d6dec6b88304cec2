/**
 * What exits say beside their logits, of any shape: kept by evaluation, records, compact files and parts of records.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { examplesOf } from '../src/analysis';
import { exitAlone, exitsTogether, readingOf } from '../src/analysis/readings';
import { linearExit } from '../src/exits';
import { earlyExit } from '../src/methods';
import { readCompact, writeCompact } from '../src/runs/compact';
import { readRecord, writeRecord } from '../src/runs/record';
import { run } from '../src/runs/run';
import { deviceParameters, evaluate } from '../src/training/evaluate';
import { initialParameters } from '../src/training/initialise';
import type { ExitModule, ExitRecord, Extras, Shapes } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { refuses, refusesLater } from './support/files';
import { randomRecord, runOf } from './support/records';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';
import { tinyBert, tinyExamples, tinyModel } from './support/tinyBert';

/** A linear exit that says more. */
const saying = (shapes: Shapes, of: (logits: tf.Tensor2D) => Extras): ExitModule => ({
  ...linearExit,
  extras: () => shapes,
  read(p, at, seen) {
    const said = linearExit.read(p, at, seen);
    return { ...said, extras: of(said.logits) };
  },
});

/** A number, a vector and a matrix, all made of the logits [B, 2]. */
const shaped = saying({ sum: [], twice: [2], outer: [2, 2] }, (z) => ({
  sum: tf.sum(z, 1),
  twice: tf.mul(2, z),
  outer: tf.mul(tf.expandDims(z, 2), tf.expandDims(z, 1)),
}));

/** Each extra, from the logits that a record has. */
function expectedOf({ logits }: Pick<ExitRecord, 'logits'>) {
  const pairs = Array.from({ length: logits.length / 2 }, (_, i) => [logits[2 * i], logits[2 * i + 1]]);
  return {
    sum: pairs.map(([a, b]) => a + b),
    twice: pairs.flatMap(([a, b]) => [2 * a, 2 * b]),
    outer: pairs.flatMap(([a, b]) => [a * a, a * b, b * a, b * b]),
  };
}

function assertExtras(record: ExitRecord, tolerance: number): void {
  const { extras = {} } = record;
  const shapes = Object.entries(extras).map(([name, { shape }]) => [name, shape]);
  assert.deepEqual(Object.fromEntries(shapes), { sum: [], twice: [2], outer: [2, 2] });
  for (const [name, values] of Object.entries(expectedOf(record)))
    assertEachClose(extras[name].data, values, { absolute: tolerance, relative: tolerance }, name);
}

/** A record of random logits with these extras. */
function made(examples = 12): ExitRecord {
  const record = randomRecord({ examples });
  const extras = expectedOf(record);
  return {
    ...record,
    extras: {
      sum: { shape: [], data: Float32Array.from(extras.sum) },
      twice: { shape: [2], data: Float32Array.from(extras.twice) },
      outer: { shape: [2, 2], data: Float32Array.from(extras.outer) },
    },
  };
}

it('extras that half precision has no number for are not packed', (t) => {
  const evaluation = made();
  evaluation.extras?.sum.data.set([70000]);
  const asked = () => writeCompact(temporaryFolder(t), [runOf(evaluation, 'mine', 'task', 1)]);
  refuses(asked, 'expected sum below 65520', '70000', 'leave this run out');
});

before(prepareTestBackend);

const evaluated = async (exit: ExitModule) => {
  const model = { ...tinyModel({ pooling: 'cls', pooler: 'shared' }), exit };
  const parameters = deviceParameters(model, initialParameters(model, tinyBert(), 3, null));
  try {
    return await evaluate(model, parameters, tinyExamples('validation').slice(0, 40), {
      padId: 0,
      multiple: 1,
    });
  } finally {
    tf.dispose(Object.values(parameters));
  }
};

describe('extras of any shape', () => {
  it('are evaluated in the order of the examples, and leave no tensor', async () => {
    const tensors = tf.memory().numTensors;
    assertExtras(await evaluated(shaped), 1e-6);
    assert.equal(tf.memory().numTensors, tensors);
  });

  it('of a trained run come back from the store', async (t) => {
    const method = { ...earlyExit, name: 'saying', exit: shaped };
    const record = await run(smallRun(method), { store: temporaryFolder(t), say: () => undefined });
    assertExtras(record.evaluation, 1e-6);
    assert.deepEqual(readRecord(record.folder).evaluation, record.evaluation);
  });

  it('are written and read with a record, exactly, and in compact files, within half precision', (t) => {
    const [store, folder] = [temporaryFolder(t), temporaryFolder(t)];
    const record = { ...runOf(made(), 'early-exit', 'task', 1), id: 'one' };
    writeRecord(join(store, 'one'), record);
    assert.deepEqual(readRecord(join(store, 'one')).evaluation, record.evaluation);
    writeCompact(folder, [record, { ...runOf(randomRecord(), 'sweet', 'task', 1), id: 'one-more' }]);
    const [one, more] = readCompact(folder).map(({ evaluation }) => evaluation);
    assertExtras(one, 5e-3);
    assert.ok(!('extras' in more));
  });

  it('go with their examples and exits', () => {
    const record = made();
    const part = examplesOf(record, [7, 0, 11]);
    assert.equal(part.extras?.outer.data.length, 4 * 3 * 4);
    assertExtras(part, 1e-6);
    assert.deepEqual(exitsTogether(record.depths.map((_, e) => exitAlone(record, e))), record);
    const { logits, extras } = readingOf(record, 2, 5);
    const expected = expectedOf({ logits: Float32Array.from(logits) });
    for (const [name, values] of Object.entries(expected))
      assertEachClose(extras?.[name] ?? [], values, { relative: 1e-6 }, name);
  });
});

describe('an exit module that says something else than it promises', () => {
  const wrong: Record<string, readonly [ExitModule, ...string[]]> = {
    'not at all': [saying({ mine: [] }, () => ({})), "'mine'", 'got none'],
    'of another shape': [saying({ mine: [] }, (z) => ({ mine: z })), "'mine'", ', 2]'],
    'for all examples at once': [saying({ mine: [2] }, (z) => ({ mine: tf.sum(z, 0) })), "'mine'", '[2]'],
    'by a name that records have': [saying({ labels: [] }, (z) => ({ labels: tf.sum(z, 1) })), "'labels'"],
    'as logits': [saying({ logits: [2] }, (z) => ({ logits: z })), "'logits'"],
  };
  for (const [what, [exit, ...words]] of Object.entries(wrong))
    it(`${what}: is refused before it trains, and where it is evaluated`, async (t) => {
      const method = { ...earlyExit, name: 'wrong', exit };
      const trained: unknown[] = [];
      const asked = run(smallRun(method), {
        ...{ store: temporaryFolder(t), say: () => undefined },
        onProgress: (progress) => void trained.push(progress),
      });
      await refusesLater(asked, ...words);
      assert.deepEqual(trained, []);
      await refusesLater(evaluated(exit), ...words);
    });

  it('two shapes of one parameter are refused', () => {
    const exit: ExitModule = {
      ...linearExit,
      shapes: (at, encoder) => ({ ...linearExit.shapes(at, encoder), 'mine.weight': [at.depth] }),
    };
    const model = { ...tinyModel({ pooling: 'cls', pooler: 'shared' }), exit };
    refuses(
      () => initialParameters(model, tinyBert(), 1, null),
      "[1] and [3] for 'mine.weight'",
      'exits.{exit}',
    );
  });
});
