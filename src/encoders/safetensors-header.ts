import { LabError } from '../errors';
import { isObject } from '../files';
import { parseJsonObject } from '../json';
import { shown, shownValue } from '../shown';

/** The bytes of one number, for each type of the format. */
export const bytesOfType = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
} as const;

export type NumberType = keyof typeof bytesOfType;

/** The position of a tensor. `begin` and `end` count bytes from the end of the header. */
export interface TensorEntry {
  readonly type: NumberType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  /** In the order of their bytes. */
  readonly entries: ReadonlyMap<string, TensorEntry>;
  readonly metadata: { readonly [key: string]: string };
}

/** Parses a header. Throws LabError unless its tensors cover the `dataBytes` bytes of the file exactly and in order. */
export function parseHeader(file: string, text: string, dataBytes: number): SafetensorsHeader {
  const { __metadata__: metadata = {}, ...tensors } = parseJsonObject(text, file, 'a safetensors header');
  const entries = Object.entries(tensors)
    .map(([name, value]) => [name, entryOf(`${file}: tensor '${shown(name)}'`, value)] as const)
    .sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  checkCover(file, entries, dataBytes);
  return { entries: new Map(entries), metadata: metadataOf(file, metadata) };
}

/** The number of elements of a tensor with this shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

function metadataOf(file: string, metadata: unknown): { [key: string]: string } {
  const entries = isObject(metadata) ? Object.entries(metadata) : [];
  const texts = entries.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : []));
  if (isObject(metadata) && texts.length === entries.length) return Object.fromEntries(texts);
  throw new LabError(
    `${file}: expected __metadata__ to be an object of texts, got other values; save the file again`,
  );
}

function entryOf(where: string, value: unknown): TensorEntry {
  if (!isObject(value))
    throw new LabError(`${where}: expected { dtype, shape, data_offsets }, got ${shownValue(value)}`);
  const { dtype: type, shape, data_offsets: offsets } = value;
  if (!isNumberType(type)) {
    const known = Object.keys(bytesOfType).join(', ');
    throw new LabError(`${where}: expected a dtype of ${known}, got ${shownValue(type)}`);
  }
  if (!isCounts(shape))
    throw new LabError(`${where}: expected a shape of whole numbers, got ${shownValue(shape)}`);
  if (!isCounts(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    throw new LabError(`${where}: expected data_offsets [begin, end], got ${shownValue(offsets)}`);
  }
  const [begin, end] = offsets;
  const bytes = sizeOf(shape) * bytesOfType[type];
  if (bytes === end - begin) return { type, shape, begin, end };
  throw new LabError(
    `${where}: expected ${bytes} bytes for ${type} ${shownValue(shape)}, got ${end - begin}`,
  );
}

function checkCover(
  file: string,
  entries: readonly (readonly [string, TensorEntry])[],
  dataBytes: number,
): void {
  let covered = 0;
  for (const [name, { begin, end }] of entries) {
    const what = `tensor '${shown(name)}' at bytes ${begin} to ${end}`;
    if (end > dataBytes)
      throw new LabError(`${file}: ${what} ends beyond the file, which has ${dataBytes} bytes of data`);
    if (begin < covered)
      throw new LabError(`${file}: ${what} overlaps the tensor before it, which ends at ${covered}`);
    if (begin > covered) throw new LabError(`${file}: ${what} leaves a hole after byte ${covered}`);
    covered = end;
  }
  if (covered < dataBytes) {
    throw new LabError(
      `${file}: the tensors end at byte ${covered}, but the file has ${dataBytes} bytes of data`,
    );
  }
}

function isNumberType(value: unknown): value is NumberType {
  return typeof value === 'string' && Object.hasOwn(bytesOfType, value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}
