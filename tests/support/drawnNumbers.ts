/** Numbers that tests/oracle/drawn.py draws, too, so that fixtures need not store them. */

/** The FNV-1a hash of a name. */
function hashOf(name: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(name)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

/** The end of MurmurHash3. */
function mixed(x: number): number {
  const first = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return (second ^ (second >>> 16)) >>> 0;
}

/** `count` numbers in [-1, 1), of 24 bits each. */
export function drawnUniform(name: string, count: number): number[] {
  const seed = hashOf(name);
  return Array.from(
    { length: count },
    (_, i) => (mixed((seed + Math.imul(i, 0x9e3779b9)) >>> 0) >>> 8) / 2 ** 23 - 1,
  );
}

export const drawnIntegers = (name: string, count: number, below: number): number[] =>
  drawnUniform(name, count).map((u) => Math.floor(((u + 1) / 2) * below));

/** A parameter of a case: the scale of a norm, another vector, a table of embeddings, or a matrix. */
export function drawnParameter(of: string, name: string, shape: readonly number[]): Float32Array {
  const size = shape.reduce((product, n) => product * n, 1);
  const u = drawnUniform(`${of}/${name}`, size);
  const scaled = (scale: number, middle = 0) => Float32Array.from(u, (x) => middle + scale * x);
  if (/norm\.weight$/i.test(name)) return scaled(0.2, 0.6);
  if (shape.length === 1) return scaled(0.1);
  if (name.startsWith('embeddings.')) return scaled(0.3);
  return scaled(2 / Math.sqrt(shape[shape.length - 1]));
}
