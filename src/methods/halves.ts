import { derivedSeed, permutation, seededRandom } from '../text/random';

/**
 * A random split of N training examples into two halves, [N]: 0 in the first half, 1 in the second. It depends on N and
 * the seed alone. The first half has one example more if N is odd.
 */
export function halves(examples: number, seed: number): number[] {
  const places = permutation(examples, seededRandom(derivedSeed(seed, 'halves')));
  return Array.from(places, (place) => (place < examples / 2 ? 0 : 1));
}
