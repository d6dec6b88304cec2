import type { Tensor, Tensor2D, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { dropout } from './dropout';
import { hasKernel, runKernel } from './ownKernels';
import { withGradient } from './withGradient';

const HEADS_FIRST = [2, 0, 3, 1, 4];
const HEADS_LAST = [1, 3, 0, 2, 4];

/** The name of the kernel of `softmaxGradient`, on backends that have one. */
export const SOFTMAX_GRADIENT = 'SoftmaxGradient';

/** dS for P = softmax(S): P∘(dP - Σ_j dP∘P). */
export function softmaxGradient(p: Tensor, dp: Tensor): Tensor4D {
  if (hasKernel(SOFTMAX_GRADIENT)) return runKernel(SOFTMAX_GRADIENT, { p, dp });
  return tf.mul(p, tf.sub(dp, tf.sum(tf.mul(dp, p), -1, true)));
}

/**
 * Multi-head attention softmax(Q·Kᵀ/√D + bias)·V with A heads of width D = H/A and an analytic gradient. qkv
 * [B·T, 3H] holds queries, keys and values side by side. bias [B, 1, 1, T] is 0 at tokens and very negative at
 * padding. mask [B, A, T, T] is the dropout mask of the attention weights, or null. Returns [B·T, H].
 */
export function attention(qkv: Tensor2D, bias: Tensor4D, heads: number, mask: Tensor | null): Tensor2D {
  const [rows, width] = qkv.shape;
  const [batch, , , tokens] = bias.shape;
  const parts = [batch, tokens, 3, heads, width / 3 / heads];
  const scale = 1 / Math.sqrt(parts[4]);
  return withGradient([qkv], () => {
    const [rawQ, k, v] = tf.unstack(tf.transpose(tf.reshape(qkv, parts), HEADS_FIRST)) as Tensor4D[];
    const q = tf.mul<Tensor4D>(rawQ, scale);
    const p = tf.softmax(tf.add<Tensor4D>(tf.matMul(q, k, false, true), bias));
    const dropped = dropout(p, mask);
    const context = tf.transpose(tf.matMul(dropped, v), [0, 2, 1, 3]);
    return {
      value: tf.reshape(context, [rows, width / 3]) as Tensor2D,
      saved: [q, k, v, p, dropped, ...(mask ? [mask] : [])],
      gradient(dy, [q, k, v, p, dropped, mask]) {
        const d = tf.transpose(tf.reshape(dy, [batch, tokens, heads, parts[4]]), [0, 2, 1, 3]);
        const ds = softmaxGradient(p, dropout(tf.matMul(d, v, false, true), mask ?? null));
        const dq = tf.mul(tf.matMul(ds, k), scale);
        const dk = tf.matMul(ds, q, true, false);
        const dv = tf.matMul(dropped, d, true, false);
        const dParts = tf.transpose(tf.stack([dq, dk, dv]) as Tensor5D, HEADS_LAST);
        return [tf.reshape(dParts, [rows, width])];
      },
    };
  });
}
