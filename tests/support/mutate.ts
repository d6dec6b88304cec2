import type { Random } from '../../src/text/random';

/** Numbers at which readers of lengths and positions go wrong. */
const edges = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

type Mutation = (bytes: Buffer, at: number, random: Random) => Buffer;

const spliced = (bytes: Buffer, at: number, removed: number, inserted: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + removed)]);

const written = (bytes: Buffer, at: number, value: Uint8Array): Buffer => {
  const changed = Buffer.from(bytes);
  changed.set(value.subarray(0, bytes.length - at), at);
  return changed;
};

/** A number of 1, 2, 4 or 8 bytes, little-endian. */
const edge = (random: Random): Buffer => {
  const value = Buffer.alloc(8);
  value.writeBigUInt64LE(BigInt(edges[random.integer(edges.length)]) << BigInt(random.integer(2) * 31));
  return value.subarray(0, [1, 2, 4, 8][random.integer(4)]);
};

const part = (bytes: Buffer, random: Random): Buffer => {
  const at = random.integer(bytes.length);
  return bytes.subarray(at, at + 1 + random.integer(64));
};

/** Changes of a file, of which each gives a new buffer. */
const mutations: readonly Mutation[] = [
  (bytes, at, random) => written(bytes, at, Uint8Array.of(bytes[at] ^ (1 << random.integer(8)))),
  (bytes, at, random) => written(bytes, at, Uint8Array.of(random.integer(256))),
  (bytes, at, random) => written(bytes, at, edge(random)),
  (bytes, at, random) => written(bytes, at, edge(random)),
  (bytes, at, random) => written(bytes, at, part(bytes, random)),
  (bytes, at, random) => spliced(bytes, at, 0, part(bytes, random)),
  (bytes, at, random) => spliced(bytes, at, 1 + random.integer(32), new Uint8Array(0)),
  (bytes, at, random) => spliced(bytes, at, 1, Uint8Array.of(random.integer(256), random.integer(256))),
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at, random) => otherNumber(bytes, at, random),
  (bytes, at, random) => otherNumber(bytes, at, random),
];

/** Another number for the first one in digits after `at`, as in JSON. */
function otherNumber(bytes: Buffer, at: number, random: Random): Buffer {
  const found = /\d+/.exec(bytes.toString('latin1', at, at + 200));
  if (!found) return written(bytes, at, edge(random));
  const numbers = [...edges.map(String), '-1', '0.5', '1e300', '9007199254740991', '9007199254740993'];
  const value = Buffer.from(numbers[random.integer(numbers.length)]);
  return spliced(bytes, at + found.index, found[0].length, value);
}

/** A file with one to three changes. `structure` are the places that most of them are made at. */
export function mutated(
  bytes: Buffer,
  structure: readonly (readonly [from: number, to: number])[],
  random: Random,
): Buffer {
  let changed = bytes;
  for (let left = 1 + random.integer(3); left > 0 && changed.length > 0; left--) {
    const [from, to] = structure[random.integer(structure.length)];
    const at = Math.min(changed.length - 1, from + random.integer(to - from));
    changed = mutations[random.integer(mutations.length)](changed, at, random);
  }
  return changed;
}
