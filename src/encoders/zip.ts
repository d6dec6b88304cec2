/**
 * The directory of a zip archive whose entries are stored without compression, as `torch.save` writes it. APPNOTE.TXT
 * of PKWARE names the records: 4.3.7 (local header), 4.3.12 (directory), 4.3.14 to 4.3.16 (end), 4.5.3 (zip64).
 */
import { fstatSync } from 'node:fs';
import { LabError } from '../errors';
import { shown } from '../shown';
import { readBytes } from './readBytes';
import { type DirectoryEnd, readEnd } from './zipEnd';

/** The place of an entry's bytes in the archive. They are within the file. */
export interface ZipEntry {
  readonly begin: number;
  readonly size: number;
}

const ENTRY = { signature: 0x02014b50, length: 46 };
const LOCAL = { signature: 0x04034b50, length: 30 };
const LARGEST_DIRECTORY = 100_000_000;
const ENCRYPTED = 1;
/** A field of 32 bits with this value has its number in the zip64 field. */
const ELSEWHERE = 0xffffffff;
const ZIP64_FIELD = 1;

/** Reads the directory of an archive, by the names of the entries. Throws LabError if it does not fit the file. */
export function readZip(file: string, fd: number): Map<string, ZipEntry> {
  const { size } = fstatSync(fd);
  const end = readEnd(file, fd, size);
  if (end.length > LARGEST_DIRECTORY || end.count * ENTRY.length > end.length)
    refuse(file, `a directory of ${end.length} bytes with ${end.count} entries`);
  const directory = Buffer.from(readBytes(file, fd, end.begin, end.length));
  const entries = new Map<string, ZipEntry>();
  for (let at = 0, i = 0; i < end.count; i++) {
    const { name, next, ...found } = readEntry(file, directory, at);
    if (entries.has(name)) refuse(file, `the entry '${shown(name)}' twice`);
    entries.set(name, within(file, fd, end, name, found));
    at = next;
  }
  return entries;
}

/** One entry of the directory: the size of its bytes, and where its local header starts. */
function readEntry(file: string, directory: Buffer, at: number) {
  const room = directory.length - at;
  if (room < ENTRY.length || directory.readUInt32LE(at) !== ENTRY.signature)
    refuse(file, `no entry at byte ${at} of its directory`);
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((i) => directory.readUInt16LE(at + i));
  const next = at + ENTRY.length + nameLength + extraLength + commentLength;
  if (next > directory.length) refuse(file, `an entry at byte ${at} that ends beyond the directory`);
  const extra = at + ENTRY.length + nameLength;
  const name = directory.toString('utf8', at + ENTRY.length, extra);
  const [flags, method] = [8, 10].map((i) => directory.readUInt16LE(at + i));
  if (method !== 0 || (flags & ENCRYPTED) !== 0)
    refuse(file, `the entry '${shown(name)}' compressed or encrypted`);
  const wide = zip64Numbers(directory.subarray(extra, extra + extraLength));
  const [size, packed, local] = [24, 20, 42].map((i) => {
    const value = directory.readUInt32LE(at + i);
    return value === ELSEWHERE ? (wide.shift() ?? refuse(file, `'${shown(name)}' without its size`)) : value;
  });
  if (size !== packed) refuse(file, `${packed} bytes for the ${size} bytes of '${shown(name)}'`);
  return { name, size, local, next };
}

/** The numbers in the zip64 field of an entry, in their order: size, stored size, position. */
function zip64Numbers(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; ) {
    const [id, length] = [extra.readUInt16LE(at), extra.readUInt16LE(at + 2)];
    const field = extra.subarray(at + 4, at + 4 + length);
    const count = Math.min(3, Math.floor(field.length / 8));
    if (id === ZIP64_FIELD)
      return Array.from({ length: count }, (_, i) => Number(field.readBigUInt64LE(8 * i)));
    at += 4 + length;
  }
  return [];
}

/** The place of an entry, from its local header. The bytes must lie before the directory. */
function within(
  file: string,
  fd: number,
  { begin: limit }: DirectoryEnd,
  name: string,
  { size, local }: { readonly size: number; readonly local: number },
): ZipEntry {
  const beyond = () => refuse(file, `the entry '${shown(name)}' at bytes that are not there`);
  if (local + LOCAL.length > limit) beyond();
  const header = Buffer.from(readBytes(file, fd, local, LOCAL.length));
  if (header.readUInt32LE(0) !== LOCAL.signature) refuse(file, `no entry '${shown(name)}' at byte ${local}`);
  const begin = local + LOCAL.length + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (begin + size > limit) beyond();
  return { begin, size };
}

function refuse(file: string, got: string): never {
  throw new LabError(
    `${file}: expected a zip archive as torch.save writes it, got ${got}; the file is damaged, or another program ` +
      'wrote it; save the tensors again with torch.save or safetensors',
  );
}
