/** The worked examples of CONTRIBUTING.md: what it shows is what is compiled and run here. */
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import {
  type Architecture,
  addArchitecture,
  calibratedConfidence,
  decide,
  type Encoder,
  earlyExit,
  type Method,
  openEncoderFolder,
  policySweep,
  type RunOptions,
  type RunRecord,
  run,
} from 'early-exit-lab';
import { deepFirst } from './examples/a-method';
import { margin, meanMargin } from './examples/a-policy';
import { perceptron } from './examples/an-encoder';
import { folderOf } from './support/files';
import { fixturePath } from './support/fixtures';
import { temporaryFolder } from './support/store';

/** A run of seconds, on the invented inference task of the fixtures. */
const trained = (test: TestContext, method: Method, others: Partial<RunOptions> = {}): Promise<RunRecord> =>
  run(
    {
      ...{
        method,
        task: 'rte',
        data: fixturePath('glue'),
        encoder: fixturePath('tiny-bert'),
        exits: [1, 3, 5],
      },
      ...{ trainSize: 32, batch: 8, epochs: 2, maxLength: 40, learningRate: 1e-3, ...others },
    },
    { store: temporaryFolder(test), say: () => undefined },
  );

/** The encoder of the example after an edit: its blocks give three times as much. */
const tripled: Architecture = {
  ...perceptron,
  open(file) {
    const encoder = perceptron.open(file);
    const bind: Encoder['bind'] = (tokens) => {
      const bound = encoder.bind(tokens);
      return { ...bound, block: (...given) => bound.block(...given).mul(3) };
    };
    return { ...encoder, bind };
  },
};

describe('the worked examples of CONTRIBUTING.md', () => {
  const page = readFileSync('CONTRIBUTING.md', 'utf8');
  const shown = [...page.matchAll(/<!-- example: (\S+) -->\n```ts\n([\s\S]*?)```/g)];

  it('are four, and read as the files that are compiled here, each of under 30 lines', () => {
    assert.deepEqual(
      shown.map(([, file]) => file),
      ['a-method.ts', 'a-policy.ts', 'an-encoder.ts', 'a-paper.ts'],
    );
    for (const [, file, code] of shown) {
      assert.equal(code, readFileSync(join('tests', 'examples', file), 'utf8'), file);
      assert.ok(code.trimEnd().split('\n').length < 30, file);
    }
  });

  it('a method of two stages trains', async (test) => {
    const { steps, config } = await trained(test, deepFirst);
    assert.equal(config.method, 'deep-first');
    assert.deepEqual(
      steps.map(({ learningRate }) => Number((learningRate / 1e-3).toFixed(4))),
      [1, 0.5, 1, 5 / 6, 4 / 6, 3 / 6, 2 / 6, 1 / 6].map((part) => Number(part.toFixed(4))),
    );
    assert.ok(steps.every(({ loss }) => loss.length === 3));
  });

  it('a policy decides by its signal, and changes the answers', async (test) => {
    const record = await trained(test, { ...earlyExit, decides: meanMargin });
    const points = policySweep(record, meanMargin);
    const costs = new Set(points.map(({ costFraction }) => costFraction));
    assert.ok(costs.has(1 / 5) && costs.has(1) && costs.size > 4);
    assert.notDeepEqual(points, policySweep(record, calibratedConfidence));
    assert.equal(Math.max(...decide(record.evaluation, margin, 1e9)), 2);
  });

  it('an encoder opens from a folder, and its exits learn', async (test) => {
    addArchitecture(perceptron);
    const sizes = { hidden_size: 12, num_hidden_layers: 3, vocab_size: 97 };
    const config = { model_type: 'perceptron', initializer_seed: 1, ...sizes };
    const folder = folderOf(test, { 'config.json': JSON.stringify(config) });
    copyFileSync(fixturePath('tiny-bert', 'tokenizer.json'), join(folder, 'tokenizer.json'));
    assert.equal(openEncoderFolder(folder).encoder.depth, 3);
    const before = openEncoderFolder(folder).fingerprint;
    assert.equal(openEncoderFolder(folder).fingerprint, before);
    addArchitecture(tripled);
    assert.notEqual(openEncoderFolder(folder).fingerprint, before, 'an edited encoder is another one');
    addArchitecture({ ...perceptron });
    assert.equal(openEncoderFolder(folder).fingerprint, before);
    const options = {
      encoder: folder,
      exits: [1, 2, 3],
      epochs: 40,
      learningRate: 1e-2,
      pooling: 'mean',
    } as const;
    const { steps } = await trained(test, earlyExit, options);
    const [first, last] = [steps[0], steps[steps.length - 1]];
    last.loss.forEach((loss, exit) => {
      assert.ok(loss < first.loss[exit] - 0.1, `exit ${exit}: from ${first.loss[exit]} to ${loss}`);
    });
  });
});
