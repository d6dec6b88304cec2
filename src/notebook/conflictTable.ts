import type { ConflictPair } from '../experiments/conflictPairs';

const signed = (cosine: number): string => `${cosine < 0 ? '' : '+'}${cosine.toFixed(2)}`;

/** Rows for `showTable`: a pair of exits with its cosines, and the yardstick beside them. */
export const conflictTable = (
  pairs: readonly ConflictPair[],
): { readonly [column: string]: string | number }[] =>
  pairs.map(({ size, block, first, second, cosine, least, most, absolute, itself }) => ({
    'examples a batch': size,
    block,
    exits: `${first} and ${second}`,
    cosine: signed(cosine),
    'least to largest': `${signed(least)} to ${signed(most)}`,
    'mean |cosine|': absolute.toFixed(2),
    yardstick: signed(itself),
  }));
