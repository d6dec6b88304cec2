import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { softmaxGradient } from './attention';
import { dropout } from './dropout';
import { withGradient } from './withGradient';

/** What attention needs besides queries, keys and values. */
export interface HeadsAttention {
  /** A factor of all scores. */
  readonly scale: number;
  /** Added to the scores, [1, B, 1 or T, T]: 0 where a token attends, and very negative elsewhere. */
  readonly bias: Tensor4D;
  /** The dropout mask of the attention weights [A, B, T, T], or null. */
  readonly mask: Tensor | null;
}

/**
 * Attention of separate heads with an analytic gradient, softmax(scale·(Q·Kᵀ + R) + bias)·V. q, k and v are
 * [A, B, T, D]. R [A, B, T, T] are scores other than those of content, or null. Returns [A, B, T, D].
 */
export function headsAttention(
  [q, k, v]: readonly Tensor4D[],
  more: Tensor4D | null,
  { scale, bias, mask }: HeadsAttention,
): Tensor4D {
  return withGradient(more ? [q, k, v, more] : [q, k, v], () => {
    const content = tf.matMul<Tensor4D>(q, k, false, true);
    const scores = tf.mul(more ? tf.add(content, more) : content, scale);
    const p = tf.softmax(tf.add<Tensor4D>(scores, bias));
    const dropped = dropout(p, mask);
    return {
      value: tf.matMul(dropped, v) as Tensor4D,
      saved: [q, k, v, p, dropped, ...(mask ? [mask] : [])],
      gradient(dy, [q, k, v, p, dropped, mask]) {
        const dp = dropout(tf.matMul(dy, v, false, true), mask ?? null);
        const ds = tf.mul(softmaxGradient(p, dp), scale);
        const ofContent = [tf.matMul(ds, k), tf.matMul(ds, q, true), tf.matMul(dropped, dy, true)];
        return more ? [...ofContent, ds] : ofContent;
      },
    };
  });
}
