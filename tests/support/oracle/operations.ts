import { it } from 'node:test';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { adamWUpdate, type Moments, stepSize, sweetAdamW } from '../../../src/ops/adamw';
import { attention } from '../../../src/ops/attention';
import { clipFactor, globalNorm } from '../../../src/ops/clip';
import { meanCrossEntropy } from '../../../src/ops/crossEntropy';
import { gelu } from '../../../src/ops/gelu';
import { headPlaces } from '../../../src/ops/headPlaces';
import { layerNorm } from '../../../src/ops/layerNorm';
import { linear } from '../../../src/ops/linear';
import { assertClose, assertEachClose, flat } from '../close';
import { everyPlace } from '../everyPlace';
import { fixtureJson } from '../fixtures';
import { hostValues } from '../hostValues';

type Nested = number | readonly Nested[];

interface Operation {
  readonly inputs: Record<string, Nested>;
  readonly output: Nested;
  readonly upstream: Nested;
  readonly gradients: Record<string, Nested>;
}

interface Operations {
  readonly layerNorm: Operation & { readonly epsilon: number };
  readonly gelu: Operation;
  readonly linear: Operation;
  readonly attention: Operation & { readonly mask: number[][] };
  readonly crossEntropy: Operation & { readonly labels: number[] };
  readonly adamW: readonly {
    readonly weightDecay: number;
    readonly start: number[];
    readonly steps: readonly {
      readonly learningRate: number;
      readonly gradient: number[];
      readonly parameter: number[];
    }[];
  }[];
  readonly clipping: readonly {
    readonly inputs: Nested[];
    readonly norm: number;
    readonly outputs: Nested[];
  }[];
}

const tensorOf = (values: Nested): Tensor => tf.tensor(values as number[]);

/** Output and gradients of an operation against PyTorch's in float64. */
async function check(
  operation: Operation,
  rounding: number,
  run: (inputs: Record<string, Tensor>) => Tensor,
): Promise<void> {
  const names = Object.keys(operation.inputs);
  const apply = (...tensors: Tensor[]) => run(Object.fromEntries(names.map((name, i) => [name, tensors[i]])));
  const [output, ...gradients] = await hostValues(() => {
    const values = names.map((name) => tensorOf(operation.inputs[name]));
    const output = apply(...values);
    const upstream = tf.reshape(tensorOf(operation.upstream), output.shape);
    return [output, ...tf.grads(apply)(values, upstream)];
  });
  assertClose(output, flat(operation.output), rounding, 'output');
  for (const [i, name] of names.entries())
    assertClose(gradients[i], flat(operation.gradients[name]), rounding, `gradient of ${name}`);
}

/** [..., H] as rows [N, H], which is what the library's operations take. */
const rowsOf = (x: Tensor): Tensor2D => tf.reshape(x, [-1, x.shape[x.shape.length - 1]]);

/** Queries, keys and values [B, A, T, D] side by side in rows [B·T, 3·A·D]. */
function sideBySide(parts: readonly Tensor[]): Tensor2D {
  const [batch, heads, tokens, depth] = parts[0].shape;
  const rows = parts.map((x) => tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [batch * tokens, heads * depth]));
  return tf.concat(rows, 1) as Tensor2D;
}

/** Tests, one an operation: its output and gradients to `rounding`, against their largest number. */
export function itMatchesOperations(rounding: number): void {
  const stored = fixtureJson<Operations>('operations.json');

  it('layer norm, with a row whose variance is below epsilon', () =>
    check(stored.layerNorm, rounding, ({ x, weight, bias }) =>
      layerNorm(rowsOf(x), weight as Tensor1D, bias as Tensor1D, stored.layerNorm.epsilon),
    ));

  it('the exact GELU', () =>
    check(stored.gelu, rounding, ({ x }) => tf.reshape(gelu(tf.reshape(x, [1, -1])), x.shape)));

  it('linear', () =>
    check(stored.linear, rounding, ({ x, weight, bias }) =>
      tf.reshape(linear(rowsOf(x), weight as Tensor2D, bias as Tensor1D), [2, 3, 4]),
    ));

  it('attention with padding', () => {
    const [batch, heads, tokens, depth] = [2, 3, 5, 4];
    return check(stored.attention, rounding, ({ query, key, value }) => {
      const bias = tf.mul(tf.sub(tf.tensor(stored.attention.mask), 1), 1e9);
      const qkv = sideBySide([query, key, value]);
      const all = headPlaces(everyPlace(batch * tokens), [batch, tokens], heads);
      const context = attention(qkv, all, tf.reshape(bias, [batch, 1, 1, tokens]) as Tensor4D, null);
      return tf.transpose(tf.reshape(context, [batch, tokens, heads, depth]), [0, 2, 1, 3]);
    });
  });

  it('mean cross-entropy, also of saturated logits', () =>
    check(stored.crossEntropy, rounding, ({ logits }) =>
      meanCrossEntropy(logits as Tensor2D, tf.tensor1d(stored.crossEntropy.labels, 'int32')),
    ));

  for (const run of stored.adamW) {
    it(`AdamW with a decay of ${run.weightDecay}, on gradients from 1e-9 to 1e2`, async () => {
      const adam = { ...sweetAdamW, decay: run.weightDecay };
      const values = await hostValues(() => {
        const start = tf.tensor1d(run.start);
        let state: Moments = { value: start, m: tf.zerosLike(start), v: tf.zerosLike(start) };
        return run.steps.map(({ learningRate, gradient }, t) => {
          state = adamWUpdate(adam, stepSize(adam, learningRate, t + 1), state, tf.tensor1d(gradient));
          return state.value;
        });
      });
      run.steps.forEach(({ parameter }, t) => {
        assertEachClose(values[t], parameter, { absolute: rounding / 4 }, `after step ${t + 1}`);
      });
    });
  }

  it('clipping to a global norm of 1: above it, below it, and at zero', async () => {
    for (const { inputs, norm, outputs } of stored.clipping) {
      const [found, ...clipped] = await hostValues(() => {
        const tensors = inputs.map(tensorOf);
        const norm: Scalar = globalNorm(tensors);
        const factor = clipFactor(norm, 1);
        return [norm, ...tensors.map((x) => tf.mul(x, factor))];
      });
      assertEachClose(found, [norm], { relative: rounding }, 'norm');
      assertClose(
        clipped.flatMap((values) => [...values]),
        flat(outputs),
        rounding,
        `clipped from ${norm}`,
      );
    }
  });
}
