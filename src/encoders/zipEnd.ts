import { LabError } from '../errors';
import { readBytes } from './readBytes';

/** Where the directory of a zip archive is, and the number of its entries. The place is within the file. */
export interface DirectoryEnd {
  readonly begin: number;
  readonly length: number;
  readonly count: number;
}

const END = { signature: 0x06054b50, length: 22 };
const LOCATOR = { signature: 0x07064b50, length: 20 };
const END64 = { signature: 0x06064b50, length: 56 };
const LONGEST_COMMENT = 0xffff;

/** Reads the end of an archive: the record of zip64 if there is one, and otherwise the classic one. */
export function readEnd(file: string, fd: number, size: number): DirectoryEnd {
  const tailLength = Math.min(size, END.length + LONGEST_COMMENT);
  const start = size - tailLength;
  const tail = Buffer.from(readBytes(file, fd, start, tailLength));
  const at = endIn(file, tail, size);
  const locator = at - LOCATOR.length;
  const isWide = locator >= 0 && tail.readUInt32LE(locator) === LOCATOR.signature;
  const found = isWide
    ? readEnd64(file, fd, Number(tail.readBigUInt64LE(locator + 8)), start + locator)
    : {
        place: start + at,
        count: tail.readUInt16LE(at + 10),
        length: tail.readUInt32LE(at + 12),
        begin: tail.readUInt32LE(at + 16),
      };
  const { place, begin, length, count } = found;
  if (begin + length === place) return { begin, length, count };
  throw damaged(file, size, `says that its directory has ${length} bytes at ${begin}`);
}

/** The index of the record that ends the archive: the last one whose comment ends with the file. */
function endIn(file: string, tail: Buffer, size: number): number {
  for (let at = tail.length - END.length; at >= 0; at--) {
    const comment = tail.length - END.length - at;
    if (tail.readUInt32LE(at) === END.signature && tail.readUInt16LE(at + 20) === comment) return at;
  }
  throw damaged(file, size, 'has no directory at its end');
}

function readEnd64(file: string, fd: number, place: number, locator: number) {
  if (place + END64.length > locator) throw damaged(file, locator, 'lacks its record of zip64');
  const record = Buffer.from(readBytes(file, fd, place, END64.length));
  if (record.readUInt32LE(0) !== END64.signature) throw damaged(file, locator, 'lacks its record of zip64');
  const [count, length, begin] = [32, 40, 48].map((i) => Number(record.readBigUInt64LE(i)));
  return { place, count, length, begin };
}

const damaged = (file: string, size: number, what: string): LabError =>
  new LabError(
    `${file}: expected a zip archive as torch.save writes it, got ${size} bytes; the archive ${what}; ` +
      'it is truncated or damaged; copy it again',
  );
