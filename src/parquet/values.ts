/** The encodings of values in pages. A read never takes more than the bytes and the `count` that it is given. */
import { isUtf8 } from 'node:buffer';
import { type Cursor, Malformed } from './cursor';
import type { Column } from './footer';

export type Value = string | number | bigint | boolean;

/**
 * `count` whole numbers of `width` bits, as runs of a repeated number and groups of eight numbers packed into bits,
 * the lowest bit first.
 */
export function readRuns(cursor: Cursor, width: number, count: number): Int32Array {
  if (width > 31) throw new Malformed(`numbers of ${width} bits`);
  const values = new Int32Array(count);
  for (let seen = 0; seen < count; ) {
    const head = cursor.varint();
    const length = head % 2 === 0 ? head / 2 : ((head - 1) / 2) * 8;
    if (length === 0) throw new Malformed('an empty run');
    if (head % 2 === 0) {
      if (length > count - seen)
        throw new Malformed(`a run of ${length} values where ${count - seen} are left`);
      const bytes = Math.ceil(width / 8);
      values.fill(bytes === 0 ? 0 : cursor.take(bytes).readUIntLE(0, bytes), seen, seen + length);
      seen += length;
    } else {
      const packed = cursor.take((length / 8) * width);
      for (let i = 0; i < length && seen < count; i++) values[seen++] = bitsAt(packed, i * width, width);
    }
  }
  return values;
}

function bitsAt(bytes: Buffer, from: number, width: number): number {
  let value = 0;
  for (let got = 0; got < width; ) {
    const shift = (from + got) % 8;
    const some = Math.min(8 - shift, width - got);
    value += ((bytes[Math.floor((from + got) / 8)] >> shift) & ((1 << some) - 1)) * 2 ** got;
    got += some;
  }
  return value;
}

/** `count` values one after the other. */
export function readPlain(cursor: Cursor, { type, unsigned }: Column, count: number): Value[] {
  if (type === 'BYTE_ARRAY') return texts(cursor, count);
  if (type === 'BOOLEAN') {
    const bits = cursor.take(Math.ceil(count / 8));
    return Array.from({ length: count }, (_, i) => bitsAt(bits, i, 1) === 1);
  }
  const width = type === 'INT32' || type === 'FLOAT' ? 4 : 8;
  const bytes = cursor.take(count * width);
  const read = {
    INT32: (at: number) => (unsigned ? bytes.readUInt32LE(at) : bytes.readInt32LE(at)),
    INT64: (at: number) => whole(unsigned ? bytes.readBigUInt64LE(at) : bytes.readBigInt64LE(at)),
    FLOAT: (at: number) => bytes.readFloatLE(at),
    DOUBLE: (at: number) => bytes.readDoubleLE(at),
  }[type];
  return Array.from({ length: count }, (_, i) => read(i * width));
}

const whole = (value: bigint): number | bigint =>
  Number.isSafeInteger(Number(value)) ? Number(value) : value;

function texts(cursor: Cursor, count: number): string[] {
  const values: string[] = [];
  while (values.length < count) {
    const bytes = cursor.take(cursor.uint32());
    if (!isUtf8(bytes))
      throw new Malformed(`a text that is not UTF-8, the value ${values.length + 1} of a page`);
    values.push(bytes.toString('utf8'));
  }
  return values;
}
