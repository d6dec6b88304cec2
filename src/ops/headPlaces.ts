/** Where the heads of tokens are: a gather takes them from rows of tokens to a padded batch, or back. */
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Places } from './places';

/** The places of A heads of width D of N tokens in B examples of T places. */
export interface HeadPlaces {
  readonly heads: number;
  /**
   * int32 [3, B, A, T]: the row of [N·3·A, D] of queries, keys and values. Padding has the row of the last token; no
   * token attends to it, and its own context is not read.
   */
  readonly parts: Tensor4D;
  /** int32 [N, A]: the row of [B·A·T, D]. */
  readonly inBatch: Tensor2D;
  /** int32 [1, B, A, T]: the row of [(N + 1)·A, D]. Padding has the rows after those of the tokens. */
  readonly inTokens: Tensor4D;
}

const integer = (value: number): Tensor => tf.scalar(value, 'int32');
/** 0 to n - 1. */
const counted = (n: number): Tensor =>
  tf.tensor1d(
    Int32Array.from({ length: n }, (_, i) => i),
    'int32',
  );

/**
 * The head a of the token at place b·T + t is in row (b·A + a)·T + t of the batch, and in row n·A + a of the tokens.
 */
export function headPlaces(
  { places, tokens }: Places,
  [B, T]: readonly [batch: number, length: number],
  A: number,
): HeadPlaces {
  const N = places.shape[0];
  const rows = tf.reshape(tokens, [1, B, 1, T]);
  const place = tf.reshape(places, [N, 1]);
  const example = tf.floorDiv(place, integer(T));
  const head = counted(A);
  return {
    heads: A,
    parts: tf.add(
      tf.mul(tf.minimum(rows, integer(N - 1)), integer(3 * A)),
      tf.reshape(counted(3 * A), [3, 1, A, 1]),
    ),
    inBatch: tf.add(tf.add(place, tf.mul(example, integer((A - 1) * T))), tf.mul(head, integer(T))),
    inTokens: tf.add(tf.mul(rows, integer(A)), tf.reshape(head, [1, 1, A, 1])),
  };
}
