/** How gradients travel at an exit: every route keeps the values, and says by which part gradients go on. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { equilibrium, scheduled, stopped, straight } from '../src/routes';
import { atStep } from '../src/routes/atStep';
import { crosses } from '../src/routes/crosses';
import type { Route } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';

const depths = [1, 3, 5, 8];
const E = depths.length;
const values = [0.5, -2, 3e-7, 4e5, 0, 7];

/** What a route makes of values, and of a gradient of ones, at an exit. */
const tried = (route: Route, part: keyof Route, exit: number) =>
  tf.tidy(() => {
    const through = (hidden: tf.Tensor) =>
      route[part](hidden as Tensor2D, { exit, exits: E, depth: depths[exit] });
    const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => tf.sum(through(x)))(
      tf.tensor2d(values, [3, 2]),
    );
    value.dispose();
    return { kept: [...through(tf.tensor2d(values, [3, 2])).dataSync()], gradient: [...grad.dataSync()] };
  });

/** By which part a gradient goes from the exit, and from the blocks above, to the blocks below exit i of E. */
const parts: Record<string, readonly [Route, (i: number) => readonly [intoExit: number, onward: number]]> = {
  straight: [straight, () => [1, 1]],
  stopped: [stopped, () => [1, 0]],
  equilibrium: [equilibrium, (i) => [1 / (E - i), (E - i - 1) / (E - i)]],
};

before(prepareTestBackend);

describe('a route', () => {
  for (const [name, [route, partsAt]] of Object.entries(parts))
    it(`${name}: keeps the values and moves gradients by its parts, at every exit`, () => {
      for (const exit of depths.keys()) {
        const [intoExit, onward] = partsAt(exit);
        for (const [part, factor] of Object.entries({ intoExit, onward })) {
          const { kept, gradient } = tried(route, part as keyof Route, exit);
          assert.deepEqual(kept, [...Float32Array.from(values)]);
          const expected = values.map(() => factor);
          assertEachClose(gradient, expected, { relative: 1e-6 }, `${part} of exit ${exit}`);
        }
      }
    });

  it('scheduled: moves gradients by the factor of its depth in the schedule of the step', () => {
    const factors = [0, 1, 0.25];
    for (const [exit, factor] of [0, 0.25, 1, 1].entries())
      for (const part of ['intoExit', 'onward'] as const) {
        const route = atStep(scheduled, tf.tensor1d(factors));
        const { kept, gradient } = tried(route, part, exit);
        assert.deepEqual(kept, [...Float32Array.from(values)]);
        assert.deepEqual(
          gradient,
          values.map(() => factor),
        );
      }
    assert.ok(crosses(scheduled, depths));
  });

  it('lets gradients cross exits or not', () => {
    assert.deepEqual(
      [straight, stopped, equilibrium].map((route) => crosses(route, depths)),
      [true, false, true],
    );
  });

  it('crosses where it lets gradients through at any exit, and at the last there is nothing to cross', () => {
    const stoppedAt = (...exits: number[]): Route => ({
      ...straight,
      onward: (hidden, at) => (exits.includes(at.exit) ? stopped : straight).onward(hidden, at),
    });
    assert.equal(crosses(stoppedAt(0, 1, 2), depths), false);
    for (const exits of [
      [0, 1],
      [0, 2],
      [1, 2],
    ])
      assert.equal(crosses(stoppedAt(...exits), depths), true, `stopped at ${exits}`);
    assert.equal(crosses(straight, [3]), false);
  });
});
