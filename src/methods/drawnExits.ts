/** Exits that policy nets draw, π(e) = p_e Π_{i<e} (1 - p_i); the last exit takes all that are left, p_E = 1. */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** A probability below this value counts as this value, so that its logarithm is finite. */
const LEAST = 1e-7;

/** 1 at the exit that is drawn, else 0: p [E-1, B] and uniform numbers in [0, 1) [K, E-1, B] -> [K, E, B]. */
export function drawnExits(p: Tensor2D, uniform: Tensor): Tensor {
  const lets = tf.pad(
    tf.cast(tf.less(uniform, p), 'float32'),
    [
      [0, 0],
      [0, 1],
      [0, 0],
    ],
    1,
  );
  const before = tf.cumsum(lets, 1, true);
  return tf.mul(lets, tf.cast(tf.equal(before, 0), 'float32'));
}

/** log π(e) = log p_e + Σ_{i<e} log(1 - p_i), with p_E = 1 at the last exit: p [E-1, B] -> [E, B]. */
export function logProbabilities(p: Tensor2D): Tensor2D {
  const internal = p.shape[0];
  const logs = (x: Tensor2D) => tf.log(tf.maximum<Tensor2D>(x, LEAST));
  const summed = (x: Tensor2D, has: (e: number, i: number) => boolean) => {
    const rows = Array.from({ length: internal + 1 }, (_, e) =>
      Array.from({ length: internal }, (_, i) => Number(has(e, i))),
    );
    return tf.matMul(tf.tensor2d(rows), x);
  };
  return tf.add(
    summed(logs(p), (e, i) => i === e),
    summed(logs(tf.sub(1, p)), (e, i) => i < e),
  );
}
