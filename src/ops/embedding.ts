import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './withGradient';

/** The rows of `table` [V, H] at `ids` int32 [N]: [N, H]. ∂table is the sum of ∂y over equal ids. */
export function embedding(table: Tensor2D, ids: Tensor1D): Tensor2D {
  return withGradient([table], () => ({
    value: tf.gather(table, ids),
    saved: [ids],
    gradient: (dy, [ids]) => [tf.unsortedSegmentSum(dy, ids as Tensor1D, table.shape[0])],
  }));
}
