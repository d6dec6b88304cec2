import { LabError } from '../errors';
import { largestOf } from '../extremes';
import type { Batch, EncodedExample } from '../types';
import { derivedSeed, permutation, seededRandom } from './random';

/** How rows are grouped into batches. `lengths` are in tokens, one for each row. */
export interface PlanOptions {
  readonly lengths: ArrayLike<number>;
  readonly batch: number;
  readonly epochs: number;
  readonly seed: number;
  readonly shuffle: boolean;
  /** Lengths that round up to the same multiple of this number count as equal. */
  readonly multiple: number;
}

/** Padding with `padId` to the longest row, rounded up to `multiple`; at most `limit`, the encoder's positions. */
export interface Padding {
  readonly padId: number;
  readonly multiple: number;
  readonly limit?: number;
}

const WINDOW = 50;

/**
 * The rows of every step of all epochs. Each epoch has every row once, so its last batch may be smaller. Shuffled: in
 * a seeded permutation, windows of 50 batches are sorted by length, which reduces padding; then the batches are
 * shuffled. Not shuffled: consecutive rows in file order.
 */
export function planBatches(options: PlanOptions): Int32Array[] {
  const { lengths, batch, epochs } = options;
  if (!Number.isInteger(batch) || batch < 1)
    throw new LabError(`expected a batch of 1 or more, got ${batch}`);
  if (!Number.isInteger(epochs) || epochs < 1) throw new LabError(`expected 1 epoch or more, got ${epochs}`);
  if (lengths.length === 0) throw new LabError('expected examples to put into batches, got none');
  return Array.from({ length: epochs }, (_, epoch) => planEpoch(options, epoch)).flat();
}

/** The rows in batches of similar length, longest first: for evaluation, where the order does not matter. */
export function planByLength(lengths: ArrayLike<number>, batch: number): Int32Array[] {
  const rows = Int32Array.from({ length: lengths.length }, (_, i) => i);
  return cut(
    rows.sort((a, b) => lengths[b] - lengths[a]),
    batch,
  );
}

/** The length that a row of `length` tokens is padded to. */
export function paddedLength(
  length: number,
  { multiple, limit }: Pick<Padding, 'multiple' | 'limit'>,
): number {
  if (limit !== undefined && length > limit) {
    throw new LabError(
      `expected at most ${limit} tokens, because the encoder has ${limit} positions; got ${length}`,
    );
  }
  return Math.min(Math.ceil(length / multiple) * multiple, limit ?? Number.POSITIVE_INFINITY);
}

/** The examples at `rows`, padded. ids, typeIds and mask are [B, T], row-major. */
export function makeBatch(
  examples: readonly EncodedExample[],
  rows: ArrayLike<number>,
  padding: Padding,
): Batch {
  const chosen = Array.from(rows, (row) => examples[row]);
  const size = chosen.length;
  const length = paddedLength(largestOf(chosen.map(({ ids }) => ids.length)), padding);
  const ids = new Int32Array(size * length).fill(padding.padId);
  const typeIds = new Int32Array(size * length);
  const mask = new Float32Array(size * length);
  chosen.forEach((example, i) => {
    ids.set(example.ids, i * length);
    typeIds.set(example.typeIds, i * length);
    mask.fill(1, i * length, i * length + example.ids.length);
  });
  const labels = Float32Array.from(chosen, ({ label }) => label);
  return { size, length, ids, typeIds, mask, labels, rows: Int32Array.from(rows) };
}

/** Examples of the given lengths in tokens, with the token id 0 everywhere. */
export function blankBatch(lengths: readonly number[]): Batch {
  const examples = lengths.map((n) => ({ ids: new Int32Array(n), typeIds: new Int32Array(n), label: 0 }));
  return makeBatch(examples, [...lengths.keys()], { padId: 0, multiple: 1 });
}

function planEpoch({ lengths, batch, seed, shuffle, multiple }: PlanOptions, epoch: number): Int32Array[] {
  const n = lengths.length;
  if (!shuffle)
    return cut(
      Int32Array.from({ length: n }, (_, i) => i),
      batch,
    );
  const random = seededRandom(derivedSeed(seed, 'order', epoch));
  const bucket = (row: number) => Math.ceil(lengths[row] / multiple);
  const windows = cut(permutation(n, random), WINDOW * batch);
  const batches = windows.flatMap((window) =>
    cut(
      window.sort((a, b) => bucket(a) - bucket(b)),
      batch,
    ),
  );
  return Array.from(permutation(batches.length, random), (i) => batches[i]);
}

function cut(rows: Int32Array, size: number): Int32Array[] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
    rows.slice(i * size, (i + 1) * size),
  );
}
