/** The compression of pages, by its number in the file. */
import * as zlib from 'node:zlib';
import { messageOf } from '../files';
import { Malformed } from './cursor';
import { unsnappy } from './snappy';

/** The largest number of bytes of a page. Writers make pages of about 1 MB. */
const LARGEST_PAGE = 1 << 28;

type Unpack = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer;

/** Node has Zstandard from version 22.15 on. */
const { zstdDecompressSync } = zlib as { zstdDecompressSync?: Unpack };

const byNode = (unpack: Unpack) => (bytes: Buffer, size: number) => {
  try {
    return unpack(bytes, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    throw new Malformed(`a page that cannot be unpacked (${messageOf(error)})`);
  }
};

const codecs: { readonly [codec: number]: ((bytes: Buffer, size: number) => Buffer) | undefined } = {
  0: (bytes) => bytes,
  1: unsnappy,
  2: byNode(zlib.gunzipSync),
  4: byNode(zlib.brotliDecompressSync),
  ...(zstdDecompressSync && { 6: byNode(zstdDecompressSync) }),
};

const names = ['none', 'snappy', 'gzip', 'lzo', 'brotli', 'lz4', 'zstd', 'lz4'];

/** The `size` bytes of a page. Throws Malformed for a page that has another size. */
export function unpacked(bytes: Buffer, size: number, codec: number): Buffer {
  const unpack = codecs[codec];
  if (!unpack)
    throw new Malformed(
      `the compression ${names[codec] ?? codec}; write the file with snappy, gzip or none` +
        `${codec === 6 ? ', or use Node 22.15 or newer' : ''}`,
    );
  if (size > LARGEST_PAGE) throw new Malformed(`a page of ${size} bytes, more than ${LARGEST_PAGE}`);
  if (size === 0) return Buffer.alloc(0);
  const page = unpack(bytes, size);
  if (page.length !== size) throw new Malformed(`a page of ${page.length} bytes instead of ${size}`);
  return page;
}
