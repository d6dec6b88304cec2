/** Zip archives and pickles as torch.save writes them, byte by byte, so that a test can change any of them. */

const u16 = (value: number) => [value & 0xff, value >> 8];
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];

export interface Entry {
  readonly name: string;
  readonly content: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
}

/** A zip archive of stored entries. */
export function zipOf(entries: readonly Entry[]): Buffer {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, content, method = 0, flags = 0 } of entries) {
    const told = Buffer.from(name);
    const fields = [...u16(20), ...u16(flags), ...u16(method), ...u32(0), ...u32(0)];
    const sizes = [...u32(content.length), ...u32(content.length), ...u16(told.length), ...u16(0)];
    const local = Buffer.from([...u32(0x04034b50), ...fields, ...sizes]);
    directory.push(Buffer.from([...u32(0x02014b50), ...u16(20), ...fields, ...sizes]));
    directory.push(Buffer.from([...u16(0), ...u16(0), ...u16(0), ...u32(0), ...u32(at)]), told);
    parts.push(local, told, content);
    at += local.length + told.length + content.length;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const counts = [...u16(0), ...u16(0), ...u16(entries.length), ...u16(entries.length)];
  const end = Buffer.from([...u32(0x06054b50), ...counts, ...u32(length), ...u32(at), ...u16(0)]);
  return Buffer.concat([...parts, ...directory, end]);
}

/** Pieces of a pickle. */
const text = (value: string): number[] => {
  const bytes = [...Buffer.from(value)];
  return [0x58, ...u32(bytes.length), ...bytes];
};
const tuple = (...items: readonly number[][]): number[] => [0x28, ...items.flat(), 0x74];
const int = (value: number): number[] => [0x4a, ...u32(value)];
const global = (name: string): number[] => {
  const at = name.lastIndexOf('.');
  return [...Buffer.from(`c${name.slice(0, at)}\n${name.slice(at + 1)}\n`)];
};

export const pickle = { text, tuple, int, global };

export interface Described {
  readonly storage?: readonly number[];
  readonly offset?: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly length?: number;
}

/** A tensor of float32 in the storage `0`. */
export const tensorPickle = ({ offset = 0, shape, strides, length = 6 }: Described): number[] => [
  ...global('torch._utils._rebuild_tensor_v2'),
  ...tuple(
    [...tuple(text('storage'), global('torch.FloatStorage'), text('0'), text('cpu'), int(length)), 0x51],
    int(offset),
    tuple(...shape.map(int)),
    tuple(...strides.map(int)),
    [0x89],
    [...global('collections.OrderedDict'), 0x29, 0x52],
  ),
  0x52,
];

/** A dictionary with one entry, as a whole pickle. */
export const dictionary = (name: string, value: readonly number[]): number[] => [
  ...[0x80, 2, 0x7d],
  ...text(name),
  ...value,
  ...[0x73, 0x2e],
];

/** A file of torch.save with this pickle, and six floats: 0, 1, 2, 3, 4, 5. */
export const torchFile = (content: readonly number[], others: readonly Entry[] = []): Buffer =>
  zipOf([
    { name: 'archive/data.pkl', content: Uint8Array.from(content) },
    { name: 'archive/data/0', content: new Uint8Array(Float32Array.of(0, 1, 2, 3, 4, 5).buffer) },
    ...others,
  ]);
