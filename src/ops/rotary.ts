import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './withGradient';

/** The angles of the rotation of each token, as cosines and sines [N, 1, D/2]. */
export interface Angles {
  readonly cos: Tensor;
  readonly sin: Tensor;
}

/**
 * Rotary positions (RoPE, arXiv 2104.09864, Eq. 34) of queries and keys: component d of a head and component d + D/2
 * turn by the angle d of the token, (x, y) -> (x·cos - y·sin, y·cos + x·sin). qkv [N, 3·A·D] holds queries, keys and
 * values, of which the values stay. The gradient turns back.
 */
export function rotated(qkv: Tensor2D, { cos, sin }: Angles, heads: number): Tensor2D {
  return withGradient([qkv], () => ({
    value: turn(qkv, cos, sin, heads),
    saved: [cos, sin],
    gradient: (dy, [cos, sin]) => [turn(dy, cos, tf.neg(sin), heads)],
  }));
}

function turn(qkv: Tensor2D, cos: Tensor, sin: Tensor, A: number): Tensor2D {
  const [N, width] = qkv.shape;
  const D = width / 3 / A;
  const parts = tf.reshape(qkv, [N, 3 * A, D]) as Tensor3D;
  const half = (from: number) => tf.slice(parts, [0, 0, from], [N, 2 * A, D / 2]);
  const [x, y] = [half(0), half(D / 2)];
  const turnedX = tf.sub(tf.mul(x, cos), tf.mul(y, sin));
  const turnedY = tf.add(tf.mul(y, cos), tf.mul(x, sin));
  const values = tf.slice(parts, [0, 2 * A, 0], [N, A, D]);
  return tf.reshape(tf.concat([tf.concat([turnedX, turnedY], 2), values], 1), [N, width]);
}
