import type { Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { ExitModule, SeenTokens } from '../types';

/**
 * An exit that also says how rare the tokens of a text are: the extra `rarity`, [B]. It is a fixed function of the
 * token ids, so it is known before the encoder runs and is equal at all exits.
 *
 * HashEE (Sun et al. 2022) sorts the tokens by their frequency in the training and validation sets into buckets of
 * equal size, and gives the exits to the buckets: the first exit to the most frequent tokens. Here a token's rank is
 * its id, because vocabularies of WordPiece and BPE are roughly in the order of frequency. HashEE lets single tokens
 * leave; here a text leaves as a whole, by the mean over its tokens.
 */
export const hashed = (exit: ExitModule): ExitModule => ({
  ...exit,
  extras: (at) => ({ ...exit.extras?.(at), rarity: [] }),
  read(p, at, seen) {
    const said = exit.read(p, at, seen);
    return { ...said, extras: { ...said.extras, rarity: rarityOf(seen.tokens()) } };
  },
});

/** r_n = 1/V · mean_t id_nt, from 0 to 1, [B]: the mean rank of an example's tokens, special tokens among them. */
function rarityOf({ ids, mask, vocabulary }: SeenTokens): Tensor1D {
  const ranks = tf.sum(tf.mul(tf.cast(ids, 'float32'), mask), 1);
  return tf.div(tf.div(ranks, tf.sum(mask, 1)), vocabulary);
}
