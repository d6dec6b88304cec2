import { permutation, type Random } from '../../../src/text/random';

/** One of the choices. */
export function pick<T>(choices: readonly T[], random: Random): T {
  return choices[random.integer(choices.length)];
}

/** `count` different choices, in random order. */
export function pickSome<T>(choices: readonly T[], count: number, random: Random): T[] {
  return Array.from(permutation(choices.length, random).subarray(0, count), (i) => choices[i]);
}

/** True with the given probability. */
export function chance(probability: number, random: Random): boolean {
  return random.uniform() < probability;
}
