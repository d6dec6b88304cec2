import { sizeOf } from '../encoders/safetensors-header';
import { mapValues } from '../named';
import type { ExitReading, ExitRecord } from '../types';

/** The outputs of exit e for example n. */
export function readingOf(
  { depths, labels, classes, logits, extras }: ExitRecord,
  e: number,
  n: number,
): ExitReading {
  const row = e * labels.length + n;
  const own = (data: Float32Array, size: number) => data.subarray(row * size, (row + 1) * size);
  const reading = { depth: depths[e], logits: own(logits, classes) };
  if (!extras) return reading;
  return { ...reading, extras: mapValues(extras, ({ shape, data }) => own(data, sizeOf(shape))) };
}

/** Calls `of` for each example and each exit. `of` receives the exits up to this one, so it cannot look ahead. */
export type Walk = (
  record: ExitRecord,
  of: (reached: readonly ExitReading[], e: number, n: number) => void,
) => void;

/**
 * The walk whose readings are views of the record, so that a change of a reading changes the record. It makes an array
 * for each example and exit.
 */
export const forEachView: Walk = (record, of) => {
  for (let n = 0; n < record.labels.length; n++) {
    const reached: ExitReading[] = [];
    for (let e = 0; e < record.depths.length; e++) {
      reached.push(readingOf(record, e, n));
      of(reached, e, n);
    }
  }
};

/** The walk that reads every example into the same arrays. It is fast, and `of` must not keep them. */
export const forEachReached: Walk = (record, of) => {
  const exits = record.depths.map((_, e) => rereadable(record, e));
  const reached = exits.map((_, e) => exits.slice(0, e + 1).map(({ reading }) => reading));
  for (let n = 0; n < record.labels.length; n++)
    for (let e = 0; e < exits.length; e++) {
      exits[e].read(n);
      of(reached[e], e, n);
    }
};

/** The reading of exit e, into which `read` puts the outputs for example n. */
function rereadable({ depths, labels, classes, logits, extras }: ExitRecord, e: number) {
  const fills: ((n: number) => void)[] = [];
  const own = (data: Float32Array, size: number) => {
    const values = new Float32Array(size);
    const first = e * labels.length * size;
    fills.push((n) => {
      for (let i = 0; i < size; i++) values[i] = data[first + n * size + i];
    });
    return values;
  };
  const reading: ExitReading = {
    depth: depths[e],
    logits: own(logits, classes),
    ...(extras && { extras: mapValues(extras, ({ shape, data }) => own(data, sizeOf(shape))) }),
  };
  return {
    reading,
    read: (n: number) => {
      for (const fill of fills) fill(n);
    },
  };
}

/** The record with `of` applied to its logits and extras. `size` is the number of values of one exit and example. */
export function mapOutputs(
  record: ExitRecord,
  of: (data: Float32Array, size: number) => Float32Array,
): ExitRecord {
  const { classes, logits, extras } = record;
  const mapped = { ...record, logits: of(logits, classes) };
  if (!extras) return mapped;
  return {
    ...mapped,
    extras: mapValues(extras, ({ shape, data }) => ({ shape, data: of(data, sizeOf(shape)) })),
  };
}

/** The record restricted to one exit. */
export function exitAlone(record: ExitRecord, e: number): ExitRecord {
  const N = record.labels.length;
  const own = mapOutputs(record, (data, size) => data.slice(e * N * size, (e + 1) * N * size));
  return { ...own, depths: [record.depths[e]] };
}

/** Joins records of one exit each into one record. */
export function exitsTogether(exits: readonly ExitRecord[]): ExitRecord {
  const [first] = exits;
  const joined = (parts: readonly Float32Array[]) => {
    const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((at, part) => {
      all.set(part, at);
      return at + part.length;
    }, 0);
    return all;
  };
  const extras = (name: string) =>
    joined(exits.map((exit) => exit.extras?.[name].data ?? new Float32Array()));
  return {
    ...first,
    depths: exits.flatMap(({ depths }) => depths),
    logits: joined(exits.map(({ logits }) => logits)),
    ...(first.extras && {
      extras: Object.fromEntries(
        Object.entries(first.extras).map(([name, { shape }]) => [name, { shape, data: extras(name) }]),
      ),
    }),
  };
}
