import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { cosee, earlyExit, everyMethod, learningToExit, sweet, vanilla } from '../src/methods';
import { identityOf, type MethodIdentity } from '../src/runs/identity';
import { methodFingerprint } from '../src/runs/identity/methodFingerprint';
import { recordedMethods } from '../src/runs/identity/recorded';
import { energy, entropy } from '../src/signals';
import type { Method } from '../src/types';
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
    assert.equal(recordedMethods.length, everyMethod.length + 4);
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
    assert.deepEqual(identity({ ...earlyExit, loss: (l) => tf.addN([...l].reverse()) }), identity(earlyExit));
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
      { ...earlyExit, handoff: sweet.handoff },
      { ...earlyExit, encoders: 'separate' as const },
      { ...earlyExit, schedule: () => [1] },
      { ...earlyExit, gates: 'shared' as const },
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
      loss: (l) => tf.addN([...l].map((loss, e) => tf.mul<tf.Scalar>(loss, e === 2 ? factor : 1))),
    };
    const seen = [1, 1.001, 1e-6, 1e-7, 0, 1].map((value) => {
      factor = value;
      return identity(method).behaviour;
    });
    assert.equal(new Set(seen).size, 5);
    assert.equal(seen[5], seen[0]);
  });

  it('is refused with the reason where the loss fails', () => {
    refuses(
      () => identity({ ...mine, loss: (l) => tf.reshape(l[0], [7]) }),
      'mine',
      'the loss was tried on 8 examples',
    );
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

const sum =
  (factor: number): Method['loss'] =>
  (losses) =>
    tf.mul(factor, tf.addN([...losses]));
