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
import type { Answer } from '../src/answering/types';
import { plainConfidence } from '../src/policies';
import { evaluate } from '../src/training/evaluate';
import type { EncodedExample } from '../src/types';
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

describe('answers of other architectures', () => {
  before(prepareTestBackend);
  for (const architecture of ['albert', 'deberta', 'modernbert'])
    it(`equal the sweep: ${architecture}`, async () => {
      const tensors = tf.memory().numTensors;
      const fixture = encoderFixture(architecture);
      const [given] = fixture.cases;
      const model = caseModel(given);
      const parameters = caseParameters(given, model);
      const examples = unpadded(caseBatch(given, fixture));
      const padding = { padId: 0, multiple: 1 };
      const record = await evaluate(model, parameters, examples, padding);
      const runner = await openRunner({ model, parameters });
      tf.dispose(Object.values(parameters));
      const scores = [...signalScores(record, plainConfidence.signal)].sort((a, b) => a - b);
      const threshold = scores[scores.length >> 1];
      const exits = decide(record, plainConfidence.signal, threshold);
      const policy = plainConfidence;
      const engine = new Engine({
        ...{ model, labels: ['a', 'b', 'c'], padding, runner, batch: 3 },
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
      );
      found.forEach(({ logits }, n) => {
        const at = (exits[n] * examples.length + n) * 3;
        for (let c = 0; c < 3; c++) assert.ok(Math.abs(logits[c] - record.logits[at + c]) <= 1e-5);
      });
      assert.equal(tf.memory().numTensors, tensors, 'no tensor is left');
    });
});
