import { createHash } from 'node:crypto';

/** A stream of pseudo-random numbers that depends only on its seed. */
export interface Random {
  /** In [0, 1). */
  uniform(): number;
  /** An integer in [0, n). */
  integer(n: number): number;
  /** From N(0, 1). */
  normal(): number;
}

/**
 * xoshiro128** of Blackman and Vigna. Its state is the SHA-256 of the seed, so similar seeds give unrelated streams.
 */
export function seededRandom(seed: number | string): Random {
  const digest = createHash('sha256').update(String(seed)).digest();
  const state = Uint32Array.from([0, 4, 8, 12], (at) => digest.readUInt32LE(at));
  const uniform = () => nextUint32(state) / 2 ** 32;
  return {
    uniform,
    integer: (n) => Math.floor(uniform() * n),
    // Box-Muller. 1 - u is in (0, 1], where the logarithm is finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/** A seed for one purpose, such as ('order', epoch). Different purposes have unrelated streams. In [0, 2^31). */
export function derivedSeed(seed: number | string, ...parts: readonly (number | string)[]): number {
  const text = JSON.stringify([String(seed), ...parts.map(String)]);
  return createHash('sha256').update(text).digest().readUInt32LE(0) >>> 1;
}

/** The numbers 0 to n - 1 in random order (Fisher-Yates). */
export function permutation(n: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let last = n - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const kept = order[last];
    order[last] = order[other];
    order[other] = kept;
  }
  return order;
}

function nextUint32(s: Uint32Array): number {
  const result = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
  const shifted = s[1] << 9;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = rotateLeft(s[3], 11);
  return result;
}

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}
