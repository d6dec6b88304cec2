import { Cursor, Malformed } from './cursor';

/**
 * The bytes of a block of Snappy's raw format: literals, and copies of earlier bytes. `size` is the number that the
 * file says. An element of n bytes gives at most 22 n, so a forged size is refused before memory is taken.
 */
export function unsnappy(bytes: Buffer, size: number): Buffer {
  const cursor = new Cursor(bytes);
  const told = cursor.varint();
  if (told !== size || size > 22 * bytes.length)
    throw new Malformed(`a page of ${size} bytes in ${bytes.length}`);
  const out = Buffer.alloc(size);
  let at = 0;
  while (cursor.left > 0) {
    const tag = cursor.byte();
    if ((tag & 3) === 0) {
      const literal = cursor.take(literalLength(cursor, tag >> 2));
      if (literal.length > size - at) throw new Malformed('a page longer than it says');
      at += literal.copy(out, at);
    } else {
      const { length, back } = copyOf(cursor, tag);
      if (back === 0 || back > at || length > size - at) throw new Malformed('a copy from outside the page');
      // Copies may overlap themselves, so they go byte by byte.
      for (const end = at + length; at < end; at++) out[at] = out[at - back];
    }
  }
  if (at !== size) throw new Malformed(`a page of ${at} bytes instead of ${size}`);
  return out;
}

const literalLength = (cursor: Cursor, told: number): number =>
  (told < 60 ? told : cursor.take(told - 59).readUIntLE(0, told - 59)) + 1;

function copyOf(cursor: Cursor, tag: number): { readonly length: number; readonly back: number } {
  if ((tag & 3) === 1) return { length: ((tag >> 2) & 7) + 4, back: ((tag >> 5) << 8) + cursor.byte() };
  const width = (tag & 3) === 2 ? 2 : 4;
  return { length: (tag >> 2) + 1, back: cursor.take(width).readUIntLE(0, width) };
}
