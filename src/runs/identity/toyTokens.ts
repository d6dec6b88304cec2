import * as tf from '@tensorflow/tfjs-core';
import { seededRandom } from '../../text/random';
import type { SeenTokens } from '../../types';

/** The largest number of tokens of a synthetic example, and V. */
const LENGTH = 6;
const VOCABULARY = 29;

/** Synthetic tokens of `examples` examples of different lengths, for exits that read the tokens. */
export function toyTokens(examples: number): SeenTokens {
  const random = seededRandom('identity tokens');
  const lengths = Array.from({ length: examples }, () => 1 + random.integer(LENGTH));
  const padded = (of: () => number) =>
    lengths.flatMap((length) => Array.from({ length: LENGTH }, (_, t) => (t < length ? of() : 0)));
  const shape: [number, number] = [examples, LENGTH];
  return {
    ids: tf.tensor2d(
      padded(() => random.integer(VOCABULARY)),
      shape,
      'int32',
    ),
    mask: tf.tensor2d(
      padded(() => 1),
      shape,
    ),
    vocabulary: VOCABULARY,
  };
}
