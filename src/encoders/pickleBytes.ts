import { LabError } from '../errors';
import { shown } from '../shown';

/** Reads the bytes of a pickle from the first to the last. Every function throws LabError at the end of the bytes. */
export interface PickleBytes {
  position(): number;
  byte(): number;
  /** A whole number of this many bytes, at most 6, little-endian. */
  unsigned(length: number): number;
  /** A whole number of any length, little-endian, in two's complement. It must be exact in JavaScript. */
  whole(length: number): number;
  /** A float of 8 bytes, big-endian. */
  double(): number;
  text(length: number): string;
  /** The text up to the next line feed, which is skipped. */
  line(): string;
}

/** The longest name of a class or function. */
const LONGEST_LINE = 1000;

export function pickleBytes(content: Uint8Array, where: string): PickleBytes {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  let at = 0;
  /** The start of the next `length` bytes, which are then passed. */
  const pass = (length: number): number => {
    if (length > bytes.length - at)
      throw new LabError(
        `${where}: expected ${length} bytes at byte ${at}, got the end at byte ${bytes.length}; the file is damaged`,
      );
    at += length;
    return at - length;
  };
  const text = (length: number) => {
    const start = pass(length);
    return bytes.toString('utf8', start, start + length);
  };
  return {
    position: () => at,
    byte: () => bytes[pass(1)],
    unsigned: (length) => bytes.readUIntLE(pass(length), length),
    whole(length) {
      const start = pass(length);
      const hex = Buffer.from(bytes.subarray(start, start + length))
        .reverse()
        .toString('hex');
      const value = Number(BigInt.asIntN(8 * length, BigInt(`0x${hex || '0'}`)));
      if (Number.isSafeInteger(value)) return value;
      throw new LabError(`${where}: expected a whole number up to 2^53 at byte ${start}, got ${value}`);
    },
    double: () => bytes.readDoubleBE(pass(8)),
    text,
    line() {
      const end = bytes.indexOf(0x0a, at);
      const length = end < 0 ? bytes.length - at : end - at;
      if (end < 0 || length > LONGEST_LINE)
        throw new LabError(
          `${where}: expected a name that ends with its line at byte ${at}, ` +
            `got '${shown(bytes.toString('latin1', at, at + Math.min(length, 61)))}'; the file is damaged`,
        );
      const name = text(length);
      pass(1);
      return name;
    },
  };
}
