import { before, describe, it } from 'node:test';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { adamWUpdate, stepSize, sweetAdamW } from '../src/ops/adamw';
import { attention } from '../src/ops/attention';
import { clipFactor, globalNorm } from '../src/ops/clip';
import { meanCrossEntropy } from '../src/ops/crossEntropy';
import { gelu } from '../src/ops/gelu';
import { layerNorm } from '../src/ops/layerNorm';
import { linear } from '../src/ops/linear';
import { prepareTestBackend } from './support/backend';
import { assertClose, assertEachClose, flat } from './support/close';
import { fixtureJson } from './support/fixtures';

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

const ROUNDING = 2e-6;

const tensorOf = (values: Nested): Tensor => tf.tensor(values as number[]);

/** Output and gradients of an operation against PyTorch's in float64. */
function check(operation: Operation, run: (inputs: Record<string, Tensor>) => Tensor): void {
  const names = Object.keys(operation.inputs);
  tf.tidy(() => {
    const values = names.map((name) => tensorOf(operation.inputs[name]));
    const apply = (...tensors: Tensor[]) =>
      run(Object.fromEntries(names.map((name, i) => [name, tensors[i]])));
    const output = apply(...values);
    assertClose(output.dataSync(), flat(operation.output), ROUNDING, 'output');
    const upstream = tf.reshape(tensorOf(operation.upstream), output.shape);
    const gradients = tf.grads(apply)(values, upstream);
    for (const [i, name] of names.entries()) {
      assertClose(gradients[i].dataSync(), flat(operation.gradients[name]), ROUNDING, `gradient of ${name}`);
    }
  });
}

/** [..., H] as rows [N, H], which is what the library's operations take. */
const rowsOf = (x: Tensor): Tensor2D => tf.reshape(x, [-1, x.shape[x.shape.length - 1]]);

/** Queries, keys and values [B, A, T, D] side by side in rows [B·T, 3·A·D]. */
function sideBySide(parts: readonly Tensor[]): Tensor2D {
  const [batch, heads, tokens, depth] = parts[0].shape;
  const rows = parts.map((x) => tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [batch * tokens, heads * depth]));
  return tf.concat(rows, 1) as Tensor2D;
}

describe('operations against PyTorch in float64', () => {
  const stored = fixtureJson<Operations>('operations.json');
  before(prepareTestBackend);

  it('layer norm, with a row whose variance is below epsilon', () => {
    check(stored.layerNorm, ({ x, weight, bias }) =>
      layerNorm(rowsOf(x), weight as Tensor1D, bias as Tensor1D, stored.layerNorm.epsilon),
    );
  });

  it('the exact GELU', () => {
    check(stored.gelu, ({ x }) => tf.reshape(gelu(tf.reshape(x, [1, -1])), x.shape));
  });

  it('linear', () => {
    check(stored.linear, ({ x, weight, bias }) =>
      tf.reshape(linear(rowsOf(x), weight as Tensor2D, bias as Tensor1D), [2, 3, 4]),
    );
  });

  it('attention with padding', () => {
    const [batch, heads, tokens, depth] = [2, 3, 5, 4];
    const bias = tf.mul(tf.sub(tf.tensor(stored.attention.mask), 1), 1e9);
    check(stored.attention, ({ query, key, value }) => {
      const qkv = sideBySide([query, key, value]);
      const context = attention(qkv, tf.reshape(bias, [batch, 1, 1, tokens]) as Tensor4D, heads, null);
      return tf.transpose(tf.reshape(context, [batch, tokens, heads, depth]), [0, 2, 1, 3]);
    });
    tf.dispose(bias);
  });

  it('mean cross-entropy, also of saturated logits', () => {
    const labels = tf.tensor1d(stored.crossEntropy.labels, 'int32');
    check(stored.crossEntropy, ({ logits }) => meanCrossEntropy(logits as Tensor2D, labels));
    tf.dispose(labels);
  });

  for (const run of stored.adamW) {
    it(`AdamW with a decay of ${run.weightDecay}, on gradients from 1e-9 to 1e2`, () => {
      const adam = { ...sweetAdamW, decay: run.weightDecay };
      const start = tf.tensor1d(run.start);
      let state = {
        value: start as Tensor,
        m: tf.zerosLike(start) as Tensor,
        v: tf.zerosLike(start) as Tensor,
      };
      run.steps.forEach(({ learningRate, gradient, parameter }, t) => {
        const size = stepSize(adam, learningRate, t + 1);
        const { value, m, v } = adamWUpdate(adam, size, state, tf.tensor1d(gradient));
        state = { value, m, v };
        assertEachClose(value.dataSync(), parameter, { absolute: 5e-7 }, `after step ${t + 1}`);
      });
    });
  }

  it('clipping to a global norm of 1: above it, below it, and at zero', () => {
    for (const { inputs, norm, outputs } of stored.clipping) {
      tf.tidy(() => {
        const tensors = inputs.map(tensorOf);
        const found: Scalar = globalNorm(tensors);
        assertEachClose(found.dataSync(), [norm], { relative: ROUNDING }, 'norm');
        const factor = clipFactor(found, 1);
        const clipped = tensors.flatMap((x) => [...tf.mul(x, factor).dataSync()]);
        assertClose(clipped, flat(outputs), ROUNDING, `clipped from ${norm}`);
      });
    }
  });
});
