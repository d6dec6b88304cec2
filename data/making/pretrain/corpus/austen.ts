import { inflateSync } from 'node:zlib';
import { isObject } from '../../../../src/files';
import type { CorpusSource } from './source';

/** The six novels of Jane Austen, from a data package of R. */
export const austen: CorpusSource = {
  name: 'austen',
  licence: 'public domain (the novels); MIT (the package)',
  packages: ['r-cran-janeaustenr'],
  under: 'usr/lib/R/site-library/janeaustenr/data',
  names: /^Rdata\.rdb$/,
  *paragraphs(content) {
    for (const lines of charactersOf(content)) {
      const paragraphs = lines.join('\n').split(/\n\s*\n/);
      yield* paragraphs.filter((text) => !/^\s*(?:chapter|volume)\b/i.test(text));
    }
  },
};

/** Reads an R lazy-load database: objects one after the other, each with its unpacked length and a zlib stream. */
function* charactersOf(database: Buffer): Iterable<string[]> {
  for (let at = 0; at < database.length; ) {
    const { object, packed } = inflated(database.subarray(at + 4));
    const body = bodyOf(object);
    if (body.readInt32BE(0) === STRINGS) yield stringsOf(body);
    at += 4 + packed;
  }
}

/** The first zlib stream in the bytes, decompressed, and its compressed length. */
function inflated(bytes: Buffer): { readonly object: Buffer; readonly packed: number } {
  const result: unknown = inflateSync(bytes, { info: true });
  if (isObject(result) && Buffer.isBuffer(result.buffer) && isObject(result.engine)) {
    const { bytesWritten } = result.engine;
    if (typeof bytesWritten === 'number') return { object: result.buffer, packed: bytesWritten };
  }
  throw new Error('zlib.inflateSync gave no account of the bytes it took');
}

/** The bytes after the header of R's serialization: "X\n", three numbers and, from version 3, an encoding. */
function bodyOf(object: Buffer): Buffer {
  const head = 2 + 3 * 4;
  return object.subarray(object.readInt32BE(2) < 3 ? head : head + 4 + object.readInt32BE(head));
}

/** The type of a vector of strings. */
const STRINGS = 16;

/** Type, length, then the flags, the length and the bytes of each string. */
function stringsOf(body: Buffer): string[] {
  let at = 8;
  return Array.from({ length: body.readInt32BE(4) }, () => {
    const length = body.readInt32BE(at + 4);
    at += 8 + length;
    return body.toString('utf8', at - length, at);
  });
}
