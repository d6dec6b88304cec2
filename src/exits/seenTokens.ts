import * as tf from '@tensorflow/tfjs-core';
import { spreadTokens } from '../ops/places';
import type { SeenTokens, Tokens } from '../types';
import type { MultiExit } from './model';

/** The tokens of all parts of a batch, padded. All parts have the same T. */
export function seenTokens(
  { encoder }: { readonly encoder: Pick<MultiExit['encoder'], 'vocabulary'> },
  parts: readonly Tokens[],
): SeenTokens {
  const mask = tf.concat(parts.map((part) => part.mask));
  const ids = tf.concat(parts.map((part) => spreadTokens(tf.reshape(part.ids, [-1, 1]), part)));
  return { ids: tf.reshape(ids, mask.shape), mask, vocabulary: encoder.vocabulary };
}
