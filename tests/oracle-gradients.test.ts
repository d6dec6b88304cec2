import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Scalar } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { earlyExit, multiModel, sweet } from '../src/methods';
import { clippedGradients } from '../src/training/objective';
import { exitObjective, gradientsOf, stepInputs } from '../src/training/step';
import type { Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertClose, assertEachClose } from './support/close';
import { fixtureJson, fixtureTensors } from './support/fixtures';
import { tinyBatch, tinyExits, tinyModel, tinyParameters, type Wiring } from './support/tinyBert';

type Gradients = Record<string, Float32Array>;

const wirings: readonly Wiring[] = [
  { pooling: 'cls', pooler: 'shared' },
  { pooling: 'mean', pooler: 'none' },
  { pooling: 'cls', pooler: 'per-exit' },
];
const ROUNDING = 1e-5;

/** The gradient of the attention key's bias is mathematically 0: what is computed is rounding. */
const isRounding = (name: string) => name.endsWith('attention.self.key.bias');

const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));

/** Gradients of one batch at the start; of the method's loss, or of `total(losses)`. */
function gradients(method: Method, wiring: Wiring, total?: (losses: readonly Scalar[]) => Scalar): Gradients {
  return tf.tidy(() => {
    const model = tinyModel(wiring, method.encoders);
    const result = gradientsOf({ model, method }, tinyParameters(model), stepInputs(tinyBatch(16), 0), {
      total,
    });
    tf.dispose(result.losses);
    const entries = Object.entries(result.gradients);
    return Object.fromEntries(entries.map(([name, tensor]) => [name, tensor.dataSync<'float32'>()]));
  });
}

/** Of one exit's loss alone. The others count 0 times, since tfjs wants every parameter to be reached. */
const ofExit = (method: Method, wiring: Wiring, exit: number) =>
  gradients(method, wiring, (losses) =>
    tf.addN(losses.map((loss, i) => tf.mul<Scalar>(loss, i === exit ? 1 : 0))),
  );

function assertSame(actual: Gradients, expected: Gradients, names: readonly string[]): void {
  for (const name of names) {
    if (isRounding(name)) assertEachClose(actual[name], expected[name], { absolute: 1e-6 }, name);
    else assertClose(actual[name], expected[name], ROUNDING, name);
  }
}

/** The exit that SWEET trains a parameter by: the first one at or after its block. */
function ownExit(name: string): number {
  const head = /^exits\.(\d+)\./.exec(name);
  if (head) return Number(head[1]);
  const block = /^encoder\.layer\.(\d+)\./.exec(name);
  const depth = block ? Number(block[1]) + 1 : 0;
  return tinyExits.findIndex((exit) => exit >= depth);
}

describe('gradients of a batch', () => {
  const stored = fixtureJson<{ norms: Record<string, Record<string, number>> }>('tiny-gradients.json').norms;
  const whole = fixtureTensors('tiny-gradients.safetensors');
  before(prepareTestBackend);

  for (const method of [earlyExit, sweet]) {
    for (const wiring of wirings) {
      const key = `${method.name}.${wiring.pooling}.${wiring.pooler}`;

      it(`${key}: every parameter's norm, and some gradients whole, are PyTorch's`, () => {
        const found = gradients(method, wiring);
        const { global, ...norms } = stored[key];
        assert.deepEqual(Object.keys(found).sort(), Object.keys(norms).sort());
        for (const [name, expected] of Object.entries(norms)) {
          if (isRounding(name)) assert.ok(norm(found[name]) < 1e-6, name);
          else assertEachClose([norm(found[name])], [expected], { relative: ROUNDING, absolute: 1e-8 }, name);
        }
        const all = Object.values(found).map(norm);
        assertEachClose([Math.hypot(...all)], [global], { relative: ROUNDING }, 'global norm');
        for (const name of whole.names.filter((name) => name.startsWith(`${key}.`))) {
          const parameter = name.slice(key.length + 1);
          if (isRounding(parameter)) continue;
          assertClose(found[parameter], whole.floats(name).data, ROUNDING, name);
        }
      });
    }
  }

  for (const wiring of wirings) {
    const title = `${wiring.pooling}, pooler ${wiring.pooler}`;

    it(`SWEET (${title}): outside a shared pooler, the gradient of the own exit's loss alone`, () => {
      const found = gradients(sweet, wiring);
      for (const exit of tinyExits.keys()) {
        const names = Object.keys(found).filter((n) => !n.startsWith('pooler.') && ownExit(n) === exit);
        assert.ok(names.length > 0);
        assertSame(found, ofExit(earlyExit, wiring, exit), names);
      }
    });

    it(`Early-Exit (${title}): the sum over exits`, () => {
      const found = gradients(earlyExit, wiring);
      const parts = [...tinyExits.keys()].map((exit) => ofExit(earlyExit, wiring, exit));
      const sums = Object.keys(found).map((name) => [
        name,
        found[name].map((_, i) => parts.reduce((sum, part) => sum + part[name][i], 0)),
      ]);
      assertSame(found, Object.fromEntries(sums), Object.keys(found));
    });
  }

  it('the shared pooler gets the gradient of every exit, under SWEET too', () => {
    const found = gradients(sweet, wirings[0])['pooler.dense.weight'];
    const parts = [...tinyExits.keys()].map((exit) => ofExit(sweet, wirings[0], exit)['pooler.dense.weight']);
    for (const part of parts) assert.ok(norm(part) > 1e-3);
    assertClose(
      found,
      found.map((_, i) => parts.reduce((sum, part) => sum + part[i], 0)),
      ROUNDING,
      'pooler',
    );
  });

  it('a Multi-Model member gets what it would get alone, and is clipped alone', () => {
    tf.tidy(() => {
      const model = tinyModel(wirings[0], 'separate');
      const objective = exitObjective({ model, method: multiModel, maximumNorm: 1 });
      const inputs = stepInputs(tinyBatch(16), 0);
      const together = clippedGradients(objective, tinyParameters(model), inputs);
      const norms = together.norms.dataSync();
      tinyExits.forEach((depth, k) => {
        const own = Object.entries(together.gradients).filter(([name]) => name.startsWith(`members.${k}.`));
        const clipped = Math.hypot(...own.map(([, gradient]) => norm(gradient.dataSync<'float32'>())));
        assertEachClose([clipped], [Math.min(norms[k], 1)], { relative: 1e-5 }, `member of depth ${depth}`);
      });
      assert.equal(norms.length, tinyExits.length);
      tf.dispose(together.losses);
    });
  });
});
