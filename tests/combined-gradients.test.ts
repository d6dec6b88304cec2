/** Gradients of the exits' losses that a method combines itself. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type MultiExit, parameterGroups, parameterShapes } from '../src/exits';
import { earlyExit, gradientSurgery, learningToExit, pabee, sweet, ztw } from '../src/methods';
import { equilibrium } from '../src/routes';
import { deviceParameters } from '../src/training/evaluate';
import { wholeBackward } from '../src/training/exitObjective';
import { initialParameters } from '../src/training/initialise';
import { segmentBackward } from '../src/training/segments';
import { type Backward, gradientsOf, stepInputs } from '../src/training/step';
import type { Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { refuses } from './support/files';
import { hostGradients } from './support/hostGradients';
import { tinyBatch, tinyBert, tinyExits, tinyModel } from './support/tinyBert';

const RATE = 0.1;
const modelOf = (method: Method, pooler: MultiExit['pooler'] = 'shared', rate = RATE): MultiExit =>
  tinyModel({ pooling: 'cls', pooler: method.recipe?.pooler ?? pooler }, method, rate);
const initial = (model: MultiExit) => initialParameters(model, tinyBert(), 3, null);

before(prepareTestBackend);

/** Losses and gradients of a batch, on the host. */
const gradients = (method: Method, model: MultiExit, backward: Backward = wholeBackward) =>
  hostGradients(backward, { model, method }, deviceParameters(model, initial(model)), () =>
    stepInputs(tinyBatch(6), 5, 2),
  );

const sum = (all: readonly Tensor1D[]): Tensor1D => tf.addN([...all]);
const combining = (method: Method, combine: Method['combine'] = sum): Method => ({ ...method, combine });

describe('gradients that are combined', () => {
  for (const [name, method] of Object.entries({
    earlyExit,
    pabee,
    sweet,
    equilibrium: { ...earlyExit, route: equilibrium },
    gates: learningToExit(earlyExit),
    exits: { ...earlyExit, exit: ztw.exit },
  }))
    for (const pooler of ['shared', 'per-exit'] as const)
      it(`by their sum are those of the whole loss: ${name}, pooler ${pooler}, with dropout`, () => {
        const model = modelOf(method, pooler);
        const [whole, combined] = [gradients(method, model), gradients(combining(method), model)];
        assertEachClose(combined.losses, whole.losses, { relative: 1e-6 }, 'losses');
        assert.deepEqual(Object.keys(combined.gradients).sort(), Object.keys(parameterShapes(model)).sort());
        const largest = Math.max(...Object.values(whole.gradients).map((g) => Math.max(...g.map(Math.abs))));
        for (const [name, values] of Object.entries(whole.gradients))
          assertEachClose(combined.gradients[name], values, { absolute: 1e-6 * largest }, name);
      });

  it('come group by group, of each exit that reaches the group, one vector each', () => {
    const model = modelOf(earlyExit, 'shared', 0);
    const shapes = parameterShapes(model);
    const sizeOf = (names: readonly string[]) =>
      names.reduce((total, name) => total + shapes[name].reduce((a, b) => a * b, 1), 0);
    const seen: number[][] = [];
    gradients(
      combining(earlyExit, (all) => {
        seen.push(all.map(({ size }) => size));
        return sum(all);
      }),
      model,
    );
    const groups = parameterGroups(model);
    assert.deepEqual(groups.flat().sort(), Object.keys(shapes).sort());
    const reaching = (names: readonly string[]) => {
      const block = /^encoder\.layer\.(\d+)\./.exec(names[0])?.[1];
      const head = /^exits\./.test(names[0]);
      if (head) return 1;
      return block === undefined ? 3 : tinyExits.filter((depth) => depth > Number(block)).length;
    };
    const expected = groups.map((names) => Array(reaching(names)).fill(sizeOf(names)));
    assert.deepEqual(seen.map(String).sort(), expected.map(String).sort());
  });

  it('are, with respect to one exit, those of its loss alone', () => {
    const model = modelOf(earlyExit, 'shared', 0);
    const parameters = deviceParameters(model, initial(model));
    const alone = tf.tidy(() => {
      const { losses, gradients } = gradientsOf(
        { model, method: earlyExit },
        parameters,
        stepInputs(tinyBatch(6), 5),
        {
          total: (inputs) => inputs.losses[0],
        },
      );
      losses.dispose();
      return Object.fromEntries(Object.entries(gradients).map(([name, x]) => [name, x.dataSync()]));
    });
    tf.dispose(Object.values(parameters));
    const first = gradients(
      combining(earlyExit, ([first]) => first),
      model,
    ).gradients;
    const largest = Math.max(...alone['exits.0.weight'].map(Math.abs));
    for (const name of Object.keys(alone).filter((name) => /^embeddings|layer\.0|exits\.0|pooler/.test(name)))
      assertEachClose(first[name], alone[name], { absolute: 1e-5 * largest }, name);
  });

  it('are refused for a loss that mixes exits, and by segments', () => {
    const mixed = combining({
      ...earlyExit,
      title: 'Mixed',
      loss: ({ losses }) => tf.mul(losses[0], losses[1]),
    });
    refuses(
      () => wholeBackward({ model: modelOf(mixed), method: mixed }),
      'the loss of Mixed mixes the exits',
    );
    const surgery = { ...gradientSurgery, route: sweet.route };
    refuses(() => segmentBackward({ model: modelOf(surgery), method: surgery }), 'combines the gradients');
  });
});
