/** Exits by a hash of the tokens: the rarity of a text by hand, where it leaves, and runs that keep it. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { decide, policySweep } from '../src/analysis';
import { openBackend } from '../src/backend/open';
import { earlyExit, hashingToExit, learningToExit, multiModel, sweet, ztw } from '../src/methods';
import { labMethod } from '../src/methods/labMethod';
import { policyOf } from '../src/methods/policyOf';
import { checkPolicy, hashExit } from '../src/policies';
import { run } from '../src/runs/run';
import { Interrupted, type Progress } from '../src/runs/surroundings';
import { rarityForEachBlock } from '../src/signals';
import { deviceParameters, evaluate } from '../src/training/evaluate';
import { initialParameters } from '../src/training/initialise';
import { evaluateExits, stepInputs } from '../src/training/step';
import type { EncodedExample, ExitRecord, Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { refuses } from './support/files';
import { randomRecord, runOf } from './support/records';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';
import { tinyBatch, tinyBert, tinyExamples, tinyExits, tinyModel } from './support/tinyBert';

/** The rarity of a text: the mean of its ids over their number. */
function rarityOf({ ids }: EncodedExample): number {
  let sum = 0;
  for (const id of ids) sum += id;
  return sum / ids.length / tinyBert().encoder.vocabulary;
}

const wired = (method: Method) => tinyModel({ pooler: 'shared', pooling: 'cls' }, method);

async function evaluated(method: Method, examples: readonly EncodedExample[], multiple: number) {
  const model = wired(method);
  const parameters = deviceParameters(model, initialParameters(model, tinyBert(), 3, null));
  try {
    return await evaluate(model, parameters, examples, { padId: 0, multiple });
  } finally {
    tf.dispose(Object.values(parameters));
  }
}

const rarities = ({ extras }: ExitRecord): Float32Array => extras?.rarity.data ?? assert.fail('no rarity');

describe('the rarity of a text', () => {
  const examples = tinyExamples('validation').slice(0, 12);
  const expected = examples.map(rarityOf);

  for (const backend of ['tensorflow', 'wasm'] as const)
    it(`is the mean rank of its tokens at every exit, whatever the padding, on ${backend}`, async () => {
      await (backend === 'tensorflow' ? prepareTestBackend() : openBackend(backend, () => undefined));
      const tensors = tf.memory().numTensors;
      for (const method of [hashingToExit(earlyExit), hashingToExit(multiModel)]) {
        const [one, other] = [await evaluated(method, examples, 1), await evaluated(method, examples, 16)];
        assertEachClose(
          rarities(one),
          tinyExits.flatMap(() => expected),
          { absolute: 1e-7 },
          method.name,
        );
        assert.deepEqual(rarities(one), rarities(other));
      }
      assert.ok(Math.max(...expected) - Math.min(...expected) > 0.01, 'texts differ');
      assert.equal(tf.memory().numTensors, tensors, 'no tensor is left');
    });

  it('is the same for a batch in two parts', async () => {
    await prepareTestBackend();
    const model = wired(hashingToExit(earlyExit));
    const parameters = deviceParameters(model, initialParameters(model, tinyBert(), 3, null));
    const of = (parts: number): Float32Array => {
      let said: Float32Array = new Float32Array();
      tf.tidy(() => {
        const [{ extras }] = evaluateExits(model, parameters, stepInputs(tinyBatch(7), 0, parts));
        said = extras?.rarity.dataSync<'float32'>() ?? said;
      });
      return said;
    };
    assertEachClose(of(2), tinyExamples('train').slice(0, 7).map(rarityOf), { absolute: 1e-7 }, 'parts');
    assert.deepEqual(of(1), of(2));
    tf.dispose(Object.values(parameters));
  });
});

/** A record of exits after four of twelve blocks whose examples have these rarities. */
function recordOf(given: readonly number[]): ExitRecord {
  const record = randomRecord({ examples: given.length });
  const data = Float32Array.from(record.depths.flatMap(() => given));
  return { ...record, extras: { rarity: { shape: [], data } } };
}

describe('where a text leaves by its hash', () => {
  const given = [0, 0.05, 0.1, 0.2, 0.34, 0.4, 0.6, 0.99];
  const record = recordOf(given);
  const exitsAt = (threshold: number) => [...decide(record, rarityForEachBlock, threshold)];

  it('is the first exit whose share of the blocks is above the rarity', () => {
    const shares = record.depths.map((depth) => depth / 12);
    const expected = given.map((rarity) => shares.findIndex((share) => rarity < share));
    assert.deepEqual(exitsAt(1 / 12), expected);
    assert.deepEqual(new Set(expected), new Set([0, 1, 2, 3]));
  });

  it('is the first exit at 1 and the last at 0, and no earlier where the threshold is lower', () => {
    assert.deepEqual(new Set(exitsAt(1)), new Set([0]));
    assert.deepEqual(new Set(exitsAt(0)), new Set([3]));
    for (const threshold of [0.01, 0.05, 0.2]) {
      const [lower, higher] = [exitsAt(threshold / 2), exitsAt(threshold)];
      assert.ok(lower.every((exit, n) => exit >= higher[n]));
    }
  });

  it('gives a curve from the first exit to the last', () => {
    const points = policySweep(runOf(record, 'early-exit-hash', 'task', 1), hashExit);
    const all = points.map(({ counts }) => counts.indexOf(given.length));
    assert.ok(all.includes(0) && all.includes(3));
    assert.ok(points.length > 10);
  });

  it('is refused for exits without the rarity, and for thresholds out of its range', () => {
    const view = { depths: record.depths, classes: 2, extras: {} };
    refuses(() => checkPolicy(hashExit, view), 'the extra `rarity`', 'early-exit-hash');
    const beyond = { ...hashExit, thresholds: () => [1.5] };
    refuses(() => checkPolicy(beyond, { ...view, extras: { rarity: [] } }), 'from 0 to 1', '1.5');
  });
});

describe('a method that hashes to exit', () => {
  before(prepareTestBackend);

  it('is known by its name, and hashes once', () => {
    assert.equal(
      labMethod('pabee-sweet-lte-hash')?.title,
      'PABEE, routed as SWEET, learning to exit, hashing to exit',
    );
    assert.equal(policyOf({ method: 'sweet-hash' }), hashExit);
    refuses(() => hashingToExit(hashingToExit(sweet)), 'already has it', 'without hashingToExit');
  });

  it('keeps the other outputs of its exits', async () => {
    const examples = tinyExamples('validation').slice(0, 6);
    for (const method of [learningToExit(sweet), ztw]) {
      const [plain, more] = [
        await evaluated(method, examples, 1),
        await evaluated(hashingToExit(method), examples, 1),
      ];
      const { rarity, ...others } = more.extras ?? {};
      assert.deepEqual(rarity.shape, []);
      assert.deepEqual({ ...more, extras: others }, plain);
    }
  });

  it('trains as the method does, and goes on after a stop to the same record', async (t) => {
    const options = smallRun(hashingToExit(sweet));
    const [whole, plain, parts] = [temporaryFolder(t), temporaryFolder(t), temporaryFolder(t)];
    const quiet = { say: () => undefined, onProgress: () => undefined };
    const expected = await run(options, { ...quiet, store: whole });
    const base = await run(smallRun(sweet), { ...quiet, store: plain });
    assert.deepEqual(expected.steps, base.steps);
    assert.deepEqual(expected.evaluation.logits, base.evaluation.logits);
    assert.notEqual(expected.id, base.id);
    const stopping = new AbortController();
    const onProgress = ({ step }: Progress) => {
      if (step === 2) stopping.abort();
    };
    const asked = run(options, { ...quiet, store: parts, onProgress, signal: stopping.signal });
    await assert.rejects(asked, Interrupted);
    const said: string[] = [];
    const found = await run(options, { ...quiet, store: parts, say: (line) => said.push(line) });
    assert.ok(said.some((line) => line.includes('going on from step 2')));
    assert.deepEqual(
      [found.id, found.steps, found.evaluation],
      [expected.id, expected.steps, expected.evaluation],
    );
    assert.equal(rarities(found.evaluation).length, 3 * found.evaluation.labels.length);
  });
});
