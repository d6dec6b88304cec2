/** A model at its whole depth: one segment, with the answers of the last exit. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import {
  type Answers,
  answersFrom,
  askTogether,
  atLastExit,
  openAnswers,
  openRunner,
  watched,
} from '../src/answering';
import { LabError } from '../src/errors';
import { shippedTimings } from '../src/experiments/timings';
import { earlyExit, multiModel, ztw } from '../src/methods';
import { exitMultiplyAdds, forwardFlops } from '../src/plan/flops';
import { plainConfidence } from '../src/policies';
import type { OpenModel } from '../src/runs/trained';
import type { Method } from '../src/types';
import { textOf, untrained } from './support/answers';
import { prepareTestBackend } from './support/backend';

const options = { policy: plainConfidence, threshold: 1, batch: 8 };

before(() => prepareTestBackend());

/** The model, examples, and what its exits say of them. */
async function opened(method: Method, pooler: 'shared' | 'per-exit' | 'none' = 'none') {
  const model = await untrained(method, { pooler });
  const examples = model.dataset.validation.slice(0, 20);
  return { model, examples, record: await model.evaluate(examples) };
}

async function answeredOnce(
  answers: Answers,
  { examples }: { examples: OpenModel['dataset']['validation'] },
) {
  const found = await askTogether(answers, examples.map(textOf));
  answers.close();
  return found;
}

describe('a model at its last exit', () => {
  for (const [method, pooler] of [
    [earlyExit, 'none'],
    [earlyExit, 'shared'],
    [earlyExit, 'per-exit'],
    [multiModel, 'none'],
  ] as const)
    it(`answers as the last exit of ${method.name} with the pooler ${pooler}`, async () => {
      const { model, examples, record } = await opened(method, pooler);
      const last = atLastExit(model);
      assert.deepEqual([last.model.depths, last.model.encoders], [model.model.depths.slice(-1), 'shared']);
      const answers = await openAnswers(last, { ...options, threshold: 0.5 });
      const found = await answeredOnce(answers, { examples });
      assert.deepEqual(
        answers.work.map(({ blocks, examples }) => [blocks, examples]),
        [[model.model.depths[model.model.depths.length - 1], 20]],
      );
      const logits = found.flatMap((answer) => Array.from(answer.logits));
      const expected = record.logits.slice(-logits.length);
      logits.forEach((x, i) => {
        assert.ok(Math.abs(x - expected[i]) < 1e-5, `${x}, ${expected[i]}`);
      });
      model.close();
    });

  it('has the parameters of the model, not copies', async () => {
    const { model } = await opened(earlyExit);
    const tensors = tf.memory().numTensors;
    const { parameters } = atLastExit(model);
    assert.equal(tf.memory().numTensors, tensors);
    const last = model.model.depths.length - 1;
    assert.equal(parameters['exits.0.weight'], model.parameters[`exits.${last}.weight`]);
    model.close();
  });

  it('is refused where the last exit reads earlier ones', async () => {
    const { model } = await opened(ztw);
    assert.throws(
      () => atLastExit(model),
      /expected a last exit that reads the encoder alone, got .*cascade/,
    );
    model.close();
  });
});

describe('watched segments', () => {
  it('list each batch with its blocks and its texts', async () => {
    const { model, examples } = await opened(earlyExit);
    const { runner, ran } = watched(model.model, await openRunner(model));
    await answeredOnce(answersFrom(model, runner, options), { examples });
    const { depths } = model.model;
    const blocks = depths.map((depth, e) => depth - (depths[e - 1] ?? 0));
    for (const [e, count] of blocks.entries()) {
      const own = ran.filter((batch) => batch.blocks === count && batch.embeds === (e === 0));
      assert.ok(own.length > 0, `segment ${e}`);
    }
    const embedded = ran.filter(({ embeds }) => embeds).map((batch) => batch.examples);
    assert.deepEqual(embedded, [8, 8, 4]);
    assert.ok(ran.every(({ seconds }) => seconds > 0));
    model.close();
  });
});

describe('multiply-adds of exits', () => {
  it('grow with depth, end with the forward pass, and add up over separate encoders', async () => {
    const { model } = await opened(earlyExit);
    const shared = exitMultiplyAdds(model.model, 10);
    assert.equal(2 * shared[shared.length - 1], forwardFlops(model.model, 10));
    const alone = (exit: number) =>
      exitMultiplyAdds({ ...model.model, depths: [model.model.depths[exit]] }, 10)[0];
    assert.equal(shared[0], alone(0));
    const separate = exitMultiplyAdds({ ...model.model, encoders: 'separate' }, 10);
    assert.equal(separate[1], alone(0) + alone(1));
    model.close();
  });
});

describe('timed answers that ship', () => {
  it('are of two widths and three batch sizes, with seconds of each pass', () => {
    const timings = shippedTimings();
    assert.deepEqual(
      timings.map(({ size, batch }) => `${size.hidden} ${batch}`),
      ['384 1', '384 8', '384 32', '768 1', '768 8', '768 32'],
    );
    for (const { whole, early, texts, tokens, speedUp } of timings) {
      assert.ok(whole.length > 0 && whole.length === early.length);
      assert.ok([...whole, ...early].every((seconds) => seconds > 0));
      assert.ok(tokens > 3 * texts && Math.abs(speedUp - 2) < 0.1);
    }
    assert.throws(() => shippedTimings('absent.json'), LabError);
  });
});
