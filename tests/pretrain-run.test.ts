import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { writeCard } from '../data/making/pretrain/card';
import type { Checkpoint } from '../data/making/pretrain/checkpoint';
import { exportEncoder } from '../data/making/pretrain/export';
import { languageModelShapes, lastHidden } from '../data/making/pretrain/model';
import { pretrain, readPretraining } from '../data/making/pretrain/pretrain';
import { learningRate, placeOf } from '../data/making/pretrain/recipe';
import { firstParameters, stacked } from '../data/making/pretrain/stack';
import { openEncoderFolder } from '../src/encoders/folder';
import { deviceTokens } from '../src/encoders/tokens';
import { LabError } from '../src/errors';
import { noDropout } from '../src/ops/dropout';
import { Interrupted } from '../src/runs/surroundings';
import { makeBatch } from '../src/text/batches';
import { prepareTestBackend } from './support/backend';
import { assertClose, assertEachClose } from './support/close';
import { fixturePath } from './support/fixtures';
import { tinyRecipe, tinyText } from './support/pretraining';
import { temporaryFolder } from './support/store';
import { tinyExamples } from './support/tinyBert';

const recipe = tinyRecipe();
const text = tinyText();

/** Runs to the end, stopped after each of the steps given. */
async function runIn(folder: string, stops: readonly number[] = []): Promise<Checkpoint> {
  for (const stop of stops) {
    const controller = new AbortController();
    const onStep = ({ step }: Checkpoint) => step === stop && controller.abort();
    const running = pretrain(recipe, text, {
      folder,
      signal: controller.signal,
      say: () => undefined,
      onStep,
    });
    await assert.rejects(running, Interrupted);
    assert.equal(readPretraining(recipe, text, folder).step, stop);
  }
  return pretrain(recipe, text, { folder, say: () => undefined });
}

/** What must be the same however often a run was stopped. */
const essence = ({ curve, seconds, ...rest }: Checkpoint) => ({
  ...rest,
  curve: curve.map(({ seconds, ...row }) => row),
});

describe('pretraining', () => {
  before(prepareTestBackend);

  it('stopped inside stages and between them, ends with the same bits and the same curve', async (test) => {
    const before = tf.memory().numTensors;
    const whole = await runIn(temporaryFolder(test));
    const stopped = await runIn(temporaryFolder(test), [3, 10, 17]);
    assert.deepEqual(essence(stopped), essence(whole));
    assert.deepEqual(
      whole.curve.map(({ step, blocks, heldOut }) => [step, blocks, heldOut !== undefined]),
      [4, 8, 12, 16, 20, 22].map((step) => [step, step > 10 ? 5 : 2, [8, 16, 22].includes(step)]),
    );
    assert.ok(whole.curve[5].loss < whole.curve[0].loss);
    assert.equal(whole.curve[5].heldOut?.told.two.length, 5);
    assert.equal(tf.memory().numTensors, before);
  });

  it('refuses the checkpoint of another recipe; the stage in hand may end elsewhere', async (test) => {
    const folder = temporaryFolder(test);
    await runIn(folder, [12]).catch(() => undefined);
    const other = { ...recipe, seed: 2 };
    await assert.rejects(pretrain(other, text, { folder, say: () => undefined }), LabError);
    const [first, second] = recipe.stages;
    const shallower = { ...recipe, stages: [{ ...first, steps: 9 }, second] };
    assert.throws(
      () => readPretraining(shallower, text, folder),
      /expected stages that continue from step 22/,
    );
    const longer = { ...recipe, stages: [first, { ...second, steps: 14 }] };
    assert.equal((await pretrain(longer, text, { folder, say: () => undefined })).step, 24);
  });

  it('copies blocks when it stacks, and everything else stays', () => {
    const shallow = firstParameters(recipe);
    const deep = stacked(shallow, 2, 5);
    assert.deepEqual(Object.keys(deep).sort(), Object.keys(languageModelShapes(recipe.config, 5)).sort());
    for (const [name, values] of Object.entries(deep)) {
      const source = name.replace(/layer\.(\d+)/, (_, block) => `layer.${Number(block) % 2}`);
      assert.deepEqual(values, shallow[source], name);
    }
  });

  it('warms up to the peak and decays to the end of a stage', () => {
    const stage = { ...recipe.stages[0], steps: 100, peak: 1, end: 0.1, warmUp: 5 };
    const rates = [1, 5, 100].map((t) => learningRate(stage, t));
    assertEachClose(rates, [0.2, 1, 0.1], { absolute: 1e-12 }, 'rates');
    assert.deepEqual(placeOf(recipe.stages, 10), { stage: 0, t: 10 });
    assert.deepEqual(placeOf(recipe.stages, 11), { stage: 1, t: 1 });
  });
});

describe('an exported encoder', () => {
  before(prepareTestBackend);

  it('opens as any other, gives the same hidden states within float16, and has its card', async (test) => {
    const folder = temporaryFolder(test);
    const { config } = recipe;
    const parameters = stacked(firstParameters(recipe), 2, 5);
    exportEncoder(folder, config, 5, parameters, fixturePath('tiny-bert', 'tokenizer.json'));
    const { weights } = openEncoderFolder(folder);
    assert.ok(weights);
    assert.ok(!weights.names.some((name) => name.startsWith('cls.')));
    const stored = (name: string) => (weights.has(name) ? weights.floats(name).data : parameters[name]);
    const hidden = (valuesOf: (name: string) => Float32Array) =>
      tf.tidy(() => {
        const batch = makeBatch(tinyExamples('train'), [0, 1, 2], { padId: 0, multiple: 1 });
        const shapes = Object.entries(languageModelShapes(config, 5));
        const p = Object.fromEntries(
          shapes.map(([name, shape]) => [name, tf.tensor(valuesOf(name), [...shape])]),
        );
        return lastHidden(p, deviceTokens(batch), config, 5, noDropout(1).parts[0]).dataSync<'float32'>();
      });
    assertClose(
      hidden(stored),
      hidden((name) => parameters[name]),
      5e-3,
      'hidden states',
    );
    const score = { loss: 1.5, accuracy: 0.625 };
    const told = { riddles: [1, 0.875, 0.75, 0.5, 0.25] };
    const row = { step: 8, blocks: 5, tokens: 900, seconds: 3, learningRate: 0, ...score };
    const end = {
      ...{ step: 8, blocks: 5, tokens: 900, seconds: 3, pending: { steps: 0, loss: 0, error: 0 } },
      ...{
        state: { parameters, m: {}, v: {} },
        curve: [{ ...row, heldOut: { generated: score, general: score, told, judged: 0.5 } }],
      },
    };
    const sources = [{ name: 'poems', packages: ['poems 1.0'], licence: 'MIT', passages: 12, words: 3456 }];
    const scores = { generated: score, general: { loss: 3, accuracy: 0.25 }, told, judged: 0.695 };
    await writeCard(folder, { recipe, end, scores, sources, machine: 'a CPU' });
    const card = readFileSync(join(folder, 'README.md'), 'utf8');
    for (const part of [
      '62.5%',
      '25.0%',
      '69.5% of 400',
      '| poems | poems 1.0 | MIT | 12 | 3,456 |',
      '| riddles | 100 | 88 | 75 | 50 | 25 |',
    ])
      assert.ok(card.includes(part));
    assert.match(readFileSync(join(folder, 'curve.svg'), 'utf8'), /general English/);
  });
});
