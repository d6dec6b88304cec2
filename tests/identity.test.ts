import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { gated, linearExit } from '../src/exits';
import { cosee, earlyExit, learningToExit, sweet, vanilla } from '../src/methods';
import { withGradient } from '../src/ops/withGradient';
import { straight } from '../src/routes';
import { identityOf, type MethodIdentity } from '../src/runs/identity';
import { methodFingerprint } from '../src/runs/identity/methodFingerprint';
import { recordedMethods } from '../src/runs/identity/recorded';
import { energy, entropy } from '../src/signals';
import type { LossInputs, Method } from '../src/types';
import { refuses } from './support/files';

const sizes = { depths: [1, 4, 6, 12], classes: 2, steps: 750, stepsPerEpoch: 375 };

const identity = (method: Method): MethodIdentity => identityOf(method, sizes);

describe("the identity of the lab's methods", () => {
  it('is name and constants alone, as in every record so far', () => {
    for (const method of [
      ...recordedMethods,
      cosee({ beta0: 3, alpha: 0.5 }),
      cosee({ signal: entropy, margin: 0.1 }),
    ]) {
      const { name, constants } = method;
      assert.deepEqual(identity(method), { method: name, ...(constants && { constants }) });
    }
    assert.equal(recordedMethods.length, 21);
  });

  it('is the same for other exits, classes and lengths of a run, and for an equal spread', () => {
    for (const depths of [[1], [6, 12], Array.from({ length: 24 }, (_, i) => i + 1)])
      for (const classes of [1, 2, 3, 5])
        for (const steps of [1, 3, 40_000]) {
          const { behaviour } = identityOf(
            { ...earlyExit },
            { depths, classes, steps, stepsPerEpoch: steps },
          );
          assert.equal(behaviour, undefined);
        }
    assert.deepEqual(identity({ ...sweet, title: 'Mine', paper: 'mine' }), identity(sweet));
    assert.deepEqual(
      identity({ ...earlyExit, loss: ({ losses }) => tf.addN([...losses].reverse()) }),
      identity(earlyExit),
    );
  });

  it('does not hang on the last digits of the engine', () => {
    const names = ['exp', 'log', 'tanh', 'sqrt', 'pow', 'log1p', 'expm1'] as const;
    const exact = names.map((name) => Math[name]);
    const plain = recordedMethods.map((method) => methodFingerprint(method, sizes));
    for (const ulps of [-2, 1, 16]) {
      names.forEach((name, i) => {
        const function_ = exact[i] as (...x: number[]) => number;
        Object.assign(Math, { [name]: (...x: number[]) => function_(...x) * (1 + ulps * Number.EPSILON) });
      });
      const near = recordedMethods.map((method) => methodFingerprint(method, sizes));
      for (const [i, name] of names.entries()) Object.assign(Math, { [name]: exact[i] });
      assert.deepEqual(near, plain);
    }
  });

  it('leaves the backend in use as it was', () => {
    require('@tensorflow/tfjs');
    for (const backend of ['cpu', 'wasm'].filter((name) => tf.findBackend(name))) {
      void tf.setBackend(backend);
      const before = tf.memory().numTensors;
      identity(cosee());
      assert.deepEqual([tf.getBackend(), tf.memory().numTensors], [backend, before]);
    }
  });
});

/** The same values; each number of the gradient is at most `bound` in size. */
const clippedGradient = (hidden: Tensor2D, bound: number): Tensor2D =>
  withGradient([hidden], () => ({
    ...{ value: tf.clone(hidden), saved: [] },
    gradient: (dy) => [tf.clipByValue(dy, -bound, bound)],
  }));

/** Methods with a number in them that counts only where something is small, large, or has happened. */
const numbers: Record<string, (x: number) => Partial<Method>> = {
  'the bound of the states that a route hands on': (x) => ({
    route: { ...straight, onward: (hidden) => tf.clipByValue(hidden, -3 * x, 3 * x) },
  }),
  'the bound of the gradients that a route lets through': (x) => ({
    route: { ...straight, onward: (hidden) => clippedGradient(hidden, 0.05 * x) },
  }),
  'the bound of a norm of features': (x) => ({
    loss: ({ losses, exits: [{ features }] }) =>
      tf.add(tf.addN([...losses]), tf.sum(tf.relu(tf.sub(tf.norm(features, 2, 1), 3 * x)))),
  }),
  'the loss that a schedule waits for': (x) =>
    scheduled((_, before) => [(before.at(-1)?.loss[0] ?? 9) < 0.2 * x ? 2 : 1]),
  'the gradient that a schedule waits for': (x) =>
    scheduled((_, before) => [Number(before.at(-1)?.gradientNorm ?? 0) > 5 * x ? 2 : 1]),
  'the note that a schedule waits for': (x) => ({
    ...scheduled((_, before) => [(before.at(-1)?.notes?.first ?? 9) < 0.2 * x ? 2 : 1]),
    loss: ({ losses, schedule, note }) => {
      note('first', losses[0]);
      return tf.mul<Scalar>(losses[1], tf.sum(schedule as Tensor1D));
    },
  }),
  'a loss that is on in the middle of a run alone': (x) => ({
    schedule: ({ t }) => (t <= 200 ? [1, 0, 0] : t <= 300 ? [0, 1, 0] : [0, 0, 1]),
    loss: ({ losses, schedule }) => {
      const [begin, middle, end] = tf.unstack(schedule as Tensor1D) as Scalar[];
      return tf.addN<Scalar>([
        tf.mul<Scalar>(losses[0], begin),
        tf.mul(tf.mul<Scalar>(losses[1], x), middle) as Scalar,
        tf.mul<Scalar>(losses[2], end),
      ]);
    },
  }),
};

describe('an identity that is asked for while a backend is opened', () => {
  it('is the same, and the backend opens', () => {
    const script = `
      const { identityOf } = require(${JSON.stringify(require.resolve('../src/runs/identity'))});
      const { prepareBackend } = require(${JSON.stringify(require.resolve('../src/backend'))});
      const { cosee } = require(${JSON.stringify(require.resolve('../src/methods'))});
      const identity = () => identityOf({ ...cosee(), name: 'mine' }, ${JSON.stringify(sizes)}).behaviour;
      const seen = [identity()];
      const opened = prepareBackend(() => undefined);
      const timer = setInterval(() => seen.push(identity()), 0);
      opened.then(({ name }) => {
        clearInterval(timer);
        console.log(JSON.stringify([name, require('@tensorflow/tfjs-core').getBackend(), ...new Set(seen)]));
      });
      seen.push(identity());`;
    const env = { ...process.env, EARLY_EXIT_BACKEND: 'wasm' };
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', env });
    const { behaviour } = identity({ ...cosee(), name: 'mine' });
    assert.deepEqual(stdout && JSON.parse(stdout), ['wasm', 'wasm', behaviour], stderr);
  });
});

describe('the identity of a method of one’s own', () => {
  const mine = { ...earlyExit, name: 'mine' };

  it('is its name and what it computes', () => {
    const { method, behaviour } = identity(mine);
    assert.equal(method, 'mine');
    assert.match(behaviour ?? '', /^[0-9a-f]{12}$/);
    assert.deepEqual(identity({ ...mine }), { method, behaviour });
  });

  it("under a name of the lab's is another name as soon as it computes something else", () => {
    for (const other of [
      { ...earlyExit, loss: sum(2) },
      { ...earlyExit, route: sweet.route },
      { ...earlyExit, encoders: 'separate' as const },
      { ...earlyExit, schedule: () => [1] },
      { ...earlyExit, exit: gated(linearExit, 'shared') },
      { ...cosee(), loss: vanilla.loss },
      { ...learningToExit(sweet), loss: sweet.loss },
    ]) {
      const { method, behaviour } = identity(other);
      assert.equal(method, `${other.name}-${behaviour?.slice(0, 6)}`);
    }
  });

  it('changes with the number of a closure, however small, and comes back with it', () => {
    let factor = 1;
    const method: Method = {
      ...mine,
      loss: ({ losses }) => tf.addN(losses.map((loss, e) => tf.mul<tf.Scalar>(loss, e === 2 ? factor : 1))),
    };
    const seen = [1, 1.001, 1e-6, 1e-7, 0, 1].map((value) => {
      factor = value;
      return identity(method).behaviour;
    });
    assert.equal(new Set(seen).size, 5);
    assert.equal(seen[5], seen[0]);
  });

  it('is refused with the reason where the method fails, and leaves no tensor', () => {
    const tensors = tf.memory().numTensors;
    const fails = (edit: object, ...words: string[]) =>
      refuses(() => identity({ ...mine, ...edit }), 'mine', ...words);
    fails(
      { loss: ({ losses: [l] }: LossInputs) => tf.reshape(l, [7]) },
      'for any number of examples and features, got the error',
      'for 8 examples',
    );
    const onward = (h: Tensor2D) => tf.matMul(h, tf.zeros([128, 128]));
    fails(
      { route: { ...straight, onward } },
      'for any number of examples and features, got the error',
      'for 8 examples',
    );
    fails({ loss: async ({ losses: [l] }: LossInputs) => l }, 'a promise');
    fails({ loss: ({ losses }: LossInputs) => tf.stack([...losses]) }, 'a scalar', '[4]');
    fails({ schedule: () => 1 }, 'a list of numbers', 'got 1');
    const notes: Method['loss'] = ({ losses, note }) => {
      note('mean', 3 as unknown as Scalar);
      return losses[0];
    };
    fails({ loss: notes }, "the note 'mean'", 'got 3');
    assert.equal(tf.memory().numTensors, tensors);
  });

  for (const [what, at] of Object.entries(numbers))
    it(`changes with ${what}`, () => {
      const [before, ...edited] = [1, 1.1].map((x) => identity({ ...mine, ...at(x) }).behaviour);
      assert.ok(!edited.includes(before));
      assert.equal(identity({ ...mine, ...at(1) }).behaviour, before);
    });

  it('changes with the weight of any class', () => {
    for (const classes of [2, 3, 5, 10, 150])
      for (const c of [0, Math.floor(classes / 2), classes - 1]) {
        const weighted =
          (weight: number): Method['loss'] =>
          ({ losses, exits, labels }) => {
            const own = tf.mul(weight - 1, tf.cast(tf.equal(labels, c), 'float32'));
            return tf.add(tf.addN([...losses]), tf.mean(tf.mul(own, tf.sum(exits[0].logits, 1))));
          };
        const [one, two] = [1, 2].map(
          (weight) => identityOf({ ...mine, loss: weighted(weight) }, { ...sizes, classes }).behaviour,
        );
        assert.notEqual(one, two, `class ${c} of ${classes}`);
      }
  });

  it('changes with a step of the schedule, in a long run too', () => {
    for (const steps of [8, 750, 40_000])
      for (const begin of [2, Math.ceil(steps / 3), steps - 1]) {
        const [one, two] = [begin, begin + 1].map(
          (begin) =>
            identityOf({ ...mine, ...from(begin) }, { ...sizes, steps, stepsPerEpoch: steps }).behaviour,
        );
        assert.notEqual(one, two, `step ${begin} of ${steps}`);
      }
  });

  it('is the same in another process', () => {
    const script = `
      const { identityOf } = require(${JSON.stringify(require.resolve('../src/runs/identity'))});
      const { cosee } = require(${JSON.stringify(require.resolve('../src/methods'))});
      const { energy } = require(${JSON.stringify(require.resolve('../src/signals'))});
      const method = { ...cosee({ signal: energy, beta0: 2 }), name: 'mine' };
      console.log(JSON.stringify(identityOf(method, ${JSON.stringify(sizes)})));`;
    const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    assert.deepEqual(JSON.parse(stdout), identity({ ...cosee({ signal: energy, beta0: 2 }), name: 'mine' }));
  });
});

/** A loss that is multiplied by 2 from a step on. */
const from = (begin: number) => scheduled(({ t }) => [t < begin ? 1 : 2]);

const scheduled = (schedule: Method['schedule']): Partial<Method> => ({
  schedule,
  loss: ({ losses, schedule: weights }) => tf.mul<Scalar>(tf.addN([...losses]), tf.sum(weights as Tensor1D)),
});

const sum =
  (factor: number): Method['loss'] =>
  ({ losses }) =>
    tf.mul(factor, tf.addN([...losses]));
