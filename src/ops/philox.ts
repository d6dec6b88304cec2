/**
 * Philox4x32-10 (Salmon et al. 2011, *Parallel Random Numbers: As Easy as 1, 2, 3*): a random generator whose numbers
 * are a function of a key and a counter. TensorFlow's `StatelessRandomUniform` uses it. The other backends use it
 * here, so that a seed gives the same numbers on every backend.
 */

export const PHILOX = {
  rounds: 10,
  multipliers: [0xd2511f53, 0xcd9e8d57],
  keySteps: [0x9e3779b9, 0xbb67ae85],
  /** The key with which TensorFlow scrambles a pair of seeds. */
  scramblingKey: [0x3ec8f720, 0x02461e29],
} as const;

/** The upper 32 bits of the product of two unsigned 32-bit words. */
function upperProduct(a: number, b: number): number {
  const [aHigh, aLow, bHigh, bLow] = [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff];
  const inner = (aHigh * bLow + ((aLow * bLow) >>> 16)) >>> 0;
  const middle = (aLow * bHigh + (inner & 0xffff)) >>> 0;
  return (aHigh * bHigh + (inner >>> 16) + (middle >>> 16)) >>> 0;
}

/** Replaces the four words of a counter by the four random words for this counter and key. */
export function philox(words: Uint32Array, key0: number, key1: number): void {
  const [m0, m1] = PHILOX.multipliers;
  let [c0, c1, c2, c3] = words;
  for (let round = 0; round < PHILOX.rounds; round++) {
    const next0 = upperProduct(m1, c2) ^ c1 ^ key0;
    const next2 = upperProduct(m0, c0) ^ c3 ^ key1;
    c1 = Math.imul(m1, c2) >>> 0;
    c3 = Math.imul(m0, c0) >>> 0;
    c0 = next0 >>> 0;
    c2 = next2 >>> 0;
    key0 = (key0 + PHILOX.keySteps[0]) >>> 0;
    key1 = (key1 + PHILOX.keySteps[1]) >>> 0;
  }
  words[0] = c0;
  words[1] = c1;
  words[2] = c2;
  words[3] = c3;
}

/** The upper 32-bit word of an int32 that is sign-extended to 64 bits. */
const signWord = (seed: number): number => (seed < 0 ? 0xffffffff : 0);

/**
 * The words that TensorFlow derives from two int32 seeds: two words of the key, and the upper two words of each
 * counter.
 */
export function scrambled(seed: number, place: number): Uint32Array {
  const words = Uint32Array.of(seed, signWord(seed), place, signWord(place));
  philox(words, ...PHILOX.scramblingKey);
  return words;
}

/**
 * `size` uniform numbers in [0, 1) that are a function of two int32 seeds. They equal those of
 * `StatelessRandomUniform` bit for bit.
 */
export function philoxUniform(size: number, seed: number, place: number): Float32Array {
  const [key0, key1, counter2, counter3] = scrambled(seed, place);
  const bits = new Uint32Array(4 * Math.ceil(size / 4));
  const group = new Uint32Array(4);
  for (let i = 0; i < bits.length; i += 4) {
    group[0] = i / 4;
    group[1] = 0;
    group[2] = counter2;
    group[3] = counter3;
    philox(group, key0, key1);
    for (let j = 0; j < 4; j++) bits[i + j] = 0x3f800000 | (group[j] & 0x7fffff);
  }
  return new Float32Array(bits.buffer, 0, size).map((x) => x - 1);
}
