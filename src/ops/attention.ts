import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { dropout } from './dropout';
import type { HeadPlaces } from './headPlaces';
import { hasKernel, runKernel } from './ownKernels';
import { withGradient } from './withGradient';

const ROW_BELOW: [[number, number], [number, number]] = [
  [0, 1],
  [0, 0],
];

/** The rows of the tokens [N, H] from heads [B, A, T, D]. */
function ofTokens(heads: Tensor, inBatch: Tensor2D): Tensor2D {
  const [B, A, T, D] = heads.shape;
  return tf.reshape(tf.gather(tf.reshape(heads, [B * A * T, D]), inBatch), [inBatch.shape[0], A * D]);
}

/** The name of the kernel of `softmaxGradient`, on backends that have one. */
export const SOFTMAX_GRADIENT = 'SoftmaxGradient';

/** dS for P = softmax(S): P∘(dP - Σ_j dP∘P). */
export function softmaxGradient(p: Tensor, dp: Tensor): Tensor4D {
  if (hasKernel(SOFTMAX_GRADIENT)) return runKernel(SOFTMAX_GRADIENT, { p, dp });
  return tf.mul(p, tf.sub(dp, tf.sum(tf.mul(dp, p), -1, true)));
}

/**
 * Multi-head attention softmax(Q·Kᵀ/√D + bias)·V with A heads of width D = H/A and an analytic gradient. qkv [N, 3H]
 * holds queries, keys and values of the tokens side by side. bias [B, 1, 1, T] is 0 at tokens and very negative at
 * padding. mask [B, A, T, T] is the dropout mask of the attention weights, or null. Returns [N, H].
 */
export function attention(
  qkv: Tensor2D,
  { heads: A, parts, inBatch, inTokens }: HeadPlaces,
  bias: Tensor4D,
  mask: Tensor | null,
): Tensor2D {
  const [N, width] = qkv.shape;
  const D = width / 3 / A;
  const scale = 1 / Math.sqrt(D);
  return withGradient([qkv], () => {
    const [rawQ, k, v] = tf.unstack(tf.gather(tf.reshape(qkv, [N * 3 * A, D]), parts)) as Tensor4D[];
    const q = tf.mul<Tensor4D>(rawQ, scale);
    const p = tf.softmax(tf.add<Tensor4D>(tf.matMul(q, k, false, true), bias));
    const dropped = dropout(p, mask);
    return {
      value: ofTokens(tf.matMul(dropped, v), inBatch),
      saved: [q, k, v, p, dropped, inBatch, inTokens, ...(mask ? [mask] : [])],
      gradient(dy, [q, k, v, p, dropped, inBatch, inTokens, mask]) {
        const rows = tf.reshape(tf.pad(dy, ROW_BELOW), [(N + 1) * A, D]);
        const [d] = tf.unstack(tf.gather(rows, inTokens as Tensor4D)) as Tensor4D[];
        const ds = softmaxGradient(p, dropout(tf.matMul(d, v, false, true), mask ?? null));
        const dq = tf.mul(tf.matMul(ds, k), scale);
        const dk = tf.matMul(ds, q, true, false);
        const dv = tf.matMul(dropped, d, true, false);
        const [dQ, dK, dV] = [dq, dk, dv].map((x) => ofTokens(x, inBatch as Tensor2D));
        return [tf.concat2d([dQ, dK, dV], 1)];
      },
    };
  });
}
