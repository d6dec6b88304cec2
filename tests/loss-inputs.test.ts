/** What a method's loss is given. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import type { MultiExit } from '../src/exits';
import { earlyExit, sweet } from '../src/methods';
import { run } from '../src/runs/run';
import { deviceParameters } from '../src/training/evaluate';
import { initialParameters } from '../src/training/initialise';
import { segmentBackward } from '../src/training/segments';
import { type Backward, gradientsOf, stepInputs } from '../src/training/step';
import type { LossInputs, Method, RunRecord } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';
import { tinyBatch, tinyBert, tinyModel } from './support/tinyBert';

const RATE = 0.1;
const modelOf = (method: Method, pooler: MultiExit['pooler'] = 'shared', rate = RATE): MultiExit =>
  tinyModel({ pooling: 'cls', pooler: method.recipe?.pooler ?? pooler }, method, rate);
const initial = (model: MultiExit) => initialParameters(model, tinyBert(), 3, null);

before(prepareTestBackend);

describe('what a loss is given', () => {
  it('is the loss of each example, whose means are the losses, and other random numbers at each call', () => {
    const seen: number[][] = [];
    const looking: Method = {
      ...earlyExit,
      loss: ({ losses, perExample, random }) => {
        seen.push([...tf.sub(tf.mean(perExample, 1), tf.stack([...losses])).dataSync()]);
        for (const shape of [[50], [50], [5, 10]]) seen.push([...random(shape).dataSync()]);
        return tf.addN([...losses]);
      },
    };
    const model = modelOf(looking);
    const parameters = deviceParameters(model, initial(model));
    const drawn = (seed: number) => {
      seen.length = 0;
      tf.tidy(() =>
        gradientsOf({ model, method: looking }, parameters, stepInputs(tinyBatch(6), seed)).losses.dispose(),
      );
      return [...seen];
    };
    const [[apart, ...one], [, ...again], [, ...other]] = [1, 1, 2].map(drawn);
    tf.dispose(Object.values(parameters));
    assertEachClose(apart, [0, 0, 0], { absolute: 1e-6 }, 'means');
    assert.deepEqual(again, one);
    assert.equal(new Set([...one, ...other].map(String)).size, 6);
    assert.ok([...one, ...other].flat().every((x) => x >= 0 && x < 1));
  });

  it('is what a stage remembers of each example of the batch, and of no other', async (t) => {
    const looking: Method = {
      ...earlyExit,
      name: 'looking',
      stages: [
        { name: 'before', share: 1 },
        {
          name: 'remembering',
          share: 1,
          remembers: ({ labels, classes, logits }) => {
            seen.push([labels.length, classes, logits.length]);
            return Array.from(labels, (_, n) => n + 1);
          },
          loss: ({ losses, memory, note }) => {
            note('remembered', tf.sum(memory ?? 0));
            return tf.addN([...losses]);
          },
        },
        { name: 'after', share: 2 },
      ],
      loss: ({ losses, memory, note }) => {
        if (memory) note('still', tf.sum(memory));
        return tf.addN([...losses]);
      },
    };
    const seen: number[][] = [];
    const options = { ...smallRun(looking), batch: 8, shuffle: false, subset: 'first' as const };
    const { steps } = await run(options, { store: temporaryFolder(t), say: () => undefined });
    const sums = Array.from({ length: 8 }, (_, batch) => 8 * (8 * batch) + 36);
    assert.deepEqual(
      steps.map(({ notes }) => notes),
      sums.map((sum, i) => (i < 2 ? undefined : i < 4 ? { remembered: sum } : { still: sum })),
    );
    assert.ok(
      seen.some((sizes) => sizes.join() === `64,2,${3 * 64 * 2}`),
      'all training examples at once',
    );
  });

  it('is what a stage draws for each example from the seed, without a look at the model', async (t) => {
    const labels = new Set<string>();
    const drawing: Method = {
      ...earlyExit,
      name: 'drawing',
      stages: [
        {
          name: 'drawing',
          share: 1,
          remembers: { draws: (N, seed) => Array.from({ length: N }, () => N + seed) },
        },
        { name: 'after', share: 1 },
      ],
      loss: ({ losses, memory, note }) => {
        note('remembered', tf.mean(memory ?? 0));
        return tf.addN([...losses]);
      },
    };
    const onProgress = ({ label }: { readonly label: string }) => labels.add(label);
    const surroundings = { store: temporaryFolder(t), say: () => undefined, onProgress };
    const { steps } = await run({ ...smallRun(drawing), seed: 7 }, surroundings);
    assert.deepEqual(
      steps.map(({ notes }) => notes),
      steps.map(() => ({ remembered: 64 + 7 })),
    );
    assert.ok(![...labels].some((label) => label.includes('training examples')));
  });

  it('has random numbers for a method of a run, exit by exit, too', async (t) => {
    const noisy = ({ losses, random }: LossInputs) => {
      const weights = random([losses.length]);
      return tf.sum<tf.Scalar>(tf.mul(tf.stack([...losses]), weights));
    };
    const options = smallRun({ ...sweet, name: 'noisy', loss: noisy });
    const ran = (backward?: Backward) =>
      run(options, { store: temporaryFolder(t), say: () => undefined, backward });
    const [whole, parts] = [await ran(), await ran(segmentBackward)];
    const losses = ({ steps }: RunRecord) => steps.flatMap(({ loss }) => loss);
    assertEachClose(losses(parts), losses(whole), { relative: 1e-4 }, 'losses');
    const plain = await run(smallRun(sweet), { store: temporaryFolder(t), say: () => undefined });
    assert.notDeepEqual(losses(plain), losses(whole));
  });
});
