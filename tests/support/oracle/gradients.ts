import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Scalar } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { parameterShapes } from '../../../src/exits';
import { earlyExit, multiModel, sweet } from '../../../src/methods';
import { exitObjective } from '../../../src/training/exitObjective';
import { clippedGradients } from '../../../src/training/objective';
import { gradientsOf, stepInputs } from '../../../src/training/step';
import type { Method } from '../../../src/types';
import { assertClose, assertEachClose } from '../close';
import { fixtureJson, fixtureTensors } from '../fixtures';
import { hostValues } from '../hostValues';
import { tinyBatch, tinyExits, tinyModel, tinyParameters, type Wiring } from '../tinyBert';

type Gradients = Record<string, Float32Array>;

/** The ways in which the fixtures' exits are wired. */
export const wirings: readonly Wiring[] = [
  { pooling: 'cls', pooler: 'shared' },
  { pooling: 'mean', pooler: 'none' },
  { pooling: 'cls', pooler: 'per-exit' },
];

/** The gradient of the attention key's bias is mathematically 0: what is computed is rounding. */
const isRounding = (name: string) => name.endsWith('attention.self.key.bias');

const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));

/** Gradients of one batch at the start; of the method's loss, or of `total`. */
async function gradients(method: Method, wiring: Wiring, total?: Method['loss']): Promise<Gradients> {
  const model = tinyModel(wiring, method);
  const names = Object.keys(parameterShapes(model));
  const values = await hostValues(() => {
    const inputs = stepInputs(tinyBatch(16), 0);
    const { losses, gradients } = gradientsOf({ model, method }, tinyParameters(model), inputs, { total });
    tf.dispose(losses);
    return names.map((name) => gradients[name]);
  });
  return Object.fromEntries(names.map((name, i) => [name, values[i]]));
}

/** Of one exit's loss alone. The others count 0 times, since tfjs wants every parameter to be reached. */
const ofExit = (method: Method, wiring: Wiring, exit: number) =>
  gradients(method, wiring, ({ losses }) =>
    tf.addN(losses.map((loss, i) => tf.mul<Scalar>(loss, i === exit ? 1 : 0))),
  );

function assertSame(
  actual: Gradients,
  expected: Gradients,
  names: readonly string[],
  rounding: number,
): void {
  for (const name of names) {
    if (isRounding(name)) assertEachClose(actual[name], expected[name], { absolute: rounding / 10 }, name);
    else assertClose(actual[name], expected[name], rounding, name);
  }
}

async function ofEveryExit(method: Method, wiring: Wiring): Promise<Gradients[]> {
  const parts: Gradients[] = [];
  for (const exit of tinyExits.keys()) parts.push(await ofExit(method, wiring, exit));
  return parts;
}

const sumOf = (parts: readonly Gradients[], name: string): Float32Array =>
  parts[0][name].map((_, i) => parts.reduce((sum, part) => sum + part[name][i], 0));

/** The exit that SWEET trains a parameter by: the first one at or after its block. */
function ownExit(name: string): number {
  const head = /^exits\.(\d+)\./.exec(name);
  if (head) return Number(head[1]);
  const block = /^encoder\.layer\.(\d+)\./.exec(name);
  const depth = block ? Number(block[1]) + 1 : 0;
  return tinyExits.findIndex((exit) => exit >= depth);
}

/** Tests of the gradients of a batch against PyTorch's, to `rounding`, with exits wired in these ways. */
export function itMatchesGradients(rounding: number, wired: readonly Wiring[] = wirings): void {
  const stored = fixtureJson<{ norms: Record<string, Record<string, number>> }>('tiny-gradients.json').norms;
  const whole = fixtureTensors('tiny-gradients.safetensors');

  for (const method of [earlyExit, sweet]) {
    for (const wiring of wired) {
      const key = `${method.name}.${wiring.pooling}.${wiring.pooler}`;

      it(`${key}: every parameter's norm, and some gradients whole, are PyTorch's`, async () => {
        const found = await gradients(method, wiring);
        const { global, ...norms } = stored[key];
        assert.deepEqual(Object.keys(found).sort(), Object.keys(norms).sort());
        for (const [name, expected] of Object.entries(norms)) {
          if (isRounding(name)) assert.ok(norm(found[name]) < rounding / 10, name);
          else assertEachClose([norm(found[name])], [expected], { relative: rounding, absolute: 1e-8 }, name);
        }
        const all = Object.values(found).map(norm);
        assertEachClose([Math.hypot(...all)], [global], { relative: rounding }, 'global norm');
        for (const name of whole.names.filter((name) => name.startsWith(`${key}.`))) {
          const parameter = name.slice(key.length + 1);
          if (isRounding(parameter)) continue;
          assertClose(found[parameter], whole.floats(name).data, rounding, name);
        }
      });
    }
  }
}

/** Tests of what gradients of one exit are to those of several, to `rounding`. */
export function itComposesGradients(rounding: number, wired: readonly Wiring[] = wirings): void {
  for (const wiring of wired) {
    const title = `${wiring.pooling}, pooler ${wiring.pooler}`;

    it(`SWEET (${title}): outside a shared pooler, the gradient of the own exit's loss alone`, async () => {
      const found = await gradients(sweet, wiring);
      for (const exit of tinyExits.keys()) {
        const names = Object.keys(found).filter((n) => !n.startsWith('pooler.') && ownExit(n) === exit);
        assert.ok(names.length > 0);
        assertSame(found, await ofExit(earlyExit, wiring, exit), names, rounding);
      }
    });

    it(`Early-Exit (${title}): the sum over exits`, async () => {
      const found = await gradients(earlyExit, wiring);
      const parts = await ofEveryExit(earlyExit, wiring);
      const sums = Object.keys(found).map((name) => [name, sumOf(parts, name)]);
      assertSame(found, Object.fromEntries(sums), Object.keys(found), rounding);
    });
  }

  it('the shared pooler gets the gradient of every exit, under SWEET too', async () => {
    const name = 'pooler.dense.weight';
    const found = (await gradients(sweet, wirings[0]))[name];
    const parts = await ofEveryExit(sweet, wirings[0]);
    for (const part of parts) assert.ok(norm(part[name]) > 1e-3);
    assertClose(found, sumOf(parts, name), rounding, 'pooler');
  });

  it('a Multi-Model member gets what it would get alone, and is clipped alone', async () => {
    const model = tinyModel(wirings[0], multiModel);
    const names = Object.keys(parameterShapes(model));
    const [norms, ...clipped] = await hostValues(() => {
      const objective = exitObjective({ model, method: multiModel, maximumNorm: 1 });
      const together = clippedGradients(objective, tinyParameters(model), stepInputs(tinyBatch(16), 0));
      tf.dispose(together.losses);
      return [together.norms, ...names.map((name) => together.gradients[name])];
    });
    assert.equal(norms.length, tinyExits.length);
    tinyExits.forEach((depth, k) => {
      const own = clipped.filter((_, i) => names[i].startsWith(`members.${k}.`)).map(norm);
      const expected = Math.min(norms[k], 1);
      assertEachClose([Math.hypot(...own)], [expected], { relative: rounding }, `member of depth ${depth}`);
    });
  });
}
