/** Answers of other architectures, whose blocks share parameters or attend by distance. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { decide } from '../src/analysis/decide';
import { signalScores } from '../src/analysis/signalScores';
import { deciderOf } from '../src/answering/decider';
import { Engine } from '../src/answering/engine';
import { openRunner } from '../src/answering/open';
import { questionOf } from '../src/answering/question';
import type { SegmentRunner } from '../src/answering/segmentRunner';
import type { Answer } from '../src/answering/types';
import type { MultiExit } from '../src/exits';
import { earlyExit, hashingToExit } from '../src/methods';
import { hashExit, plainConfidence } from '../src/policies';
import { evaluate } from '../src/training/evaluate';
import type { EncodedExample, ExitPolicy, ExitRecord } from '../src/types';
import { lasting } from './support/answers';
import { prepareTestBackend } from './support/backend';
import { caseBatch, caseModel, caseParameters, encoderFixture } from './support/encoderCases';

/** The examples of a batch, without padding. */
function unpadded({ size, length, ids, typeIds, mask }: ReturnType<typeof caseBatch>): EncodedExample[] {
  return Array.from({ length: size }, (_, i) => {
    const count = mask.subarray(i * length, (i + 1) * length).reduce((sum, x) => sum + x, 0);
    const own = (values: Int32Array) => values.slice(i * length, i * length + count);
    return { ids: own(ids), typeIds: own(typeIds), label: 0 };
  });
}

const architectures = ['albert', 'deberta', 'deberta-v2', 'distilbert', 'electra', 'modernbert', 'roberta'];

describe('answers of other architectures', () => {
  before(prepareTestBackend);
  for (const architecture of architectures)
    it(`equal the sweep: ${architecture}`, async () => {
      const tensors = tf.memory().numTensors;
      const fixture = encoderFixture(architecture);
      const [given] = fixture.cases;
      const model = caseModel(given, hashingToExit(earlyExit));
      const parameters = caseParameters(given, model);
      const examples = unpadded(caseBatch(given, fixture));
      const record = await evaluate(model, parameters, examples, padding);
      const runner = await openRunner({ model, parameters });
      tf.dispose(Object.values(parameters));
      for (const policy of [plainConfidence, hashExit])
        await equalsSweep(model, runner, record, examples, policy);
      runner.close();
      assert.equal(tf.memory().numTensors, tensors, 'no tensor is left');
    });
});

const padding = { padId: 0, multiple: 1 };

/** Compares the answers with the sweep at the threshold in the middle of the scores. */
async function equalsSweep(
  model: MultiExit,
  runner: SegmentRunner,
  record: ExitRecord,
  examples: readonly EncodedExample[],
  policy: ExitPolicy,
) {
  const scores = [...signalScores(record, policy.signal)].sort((a, b) => a - b);
  const middle = scores.length >> 1;
  const threshold = (scores[middle - 1] + scores[middle]) / 2;
  const exits = decide(record, policy.signal, threshold);
  const engine = new Engine({
    ...{ model, labels: ['a', 'b', 'c'], padding, runner: lasting(runner), batch: 3 },
    decide: deciderOf({ policy, threshold }),
  });
  const found = await Promise.all(
    examples.map(
      (encoded) =>
        new Promise<Answer>((resolve, reject) =>
          engine.add(questionOf({ encoded, truncated: false }, resolve, reject)),
        ),
    ),
  );
  engine.close();
  assert.deepEqual(
    found.map(({ exit }) => exit),
    Array.from(exits, (e) => model.depths[e]),
    policy.name,
  );
  found.forEach(({ logits }, n) => {
    const at = (exits[n] * examples.length + n) * 3;
    for (let c = 0; c < 3; c++) assert.ok(Math.abs(logits[c] - record.logits[at + c]) <= 1e-5);
  });
}
