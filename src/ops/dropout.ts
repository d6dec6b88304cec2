import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { hasKernel, runKernel } from './ownKernels';
import { type StatelessUniformAttributes, statelessUniform } from './statelessUniform';

/** The kind of row that a mask has: one for each token, one for each example, or one for the whole batch. */
export type RowsOf = 'tokens' | 'examples' | 'batch';

/**
 * Draws the mask of the next place with dropout: [rows, ...shape]. A share `rate` of its elements is 0, the rest is
 * 1/(1 - rate). Returns null if nothing is dropped.
 */
export type DropoutMasks = (rows: RowsOf, shape: readonly number[], rate: number) => Tensor | null;

/** The dropout masks of a batch whose examples are split into parts for the encoder. */
export interface BatchMasks {
  /**
   * For each part, its rows of the masks of the whole batch. The values do not depend on the number of parts. A mask
   * of the batch is the same for every part.
   */
  readonly parts: readonly DropoutMasks[];
  /** The masks of the exits, which read all examples together. */
  readonly all: DropoutMasks;
}

/** The numbers of tokens and examples in a part of a batch. */
export type RowCounts = Readonly<Record<Exclude<RowsOf, 'batch'>, number>>;

const nothing: DropoutMasks = () => null;

/** The masks of an evaluation: no dropout. */
export const noDropout = (parts: number): BatchMasks => ({ parts: Array(parts).fill(nothing), all: nothing });

/** x·mask, or x if there is no mask. */
export function dropout<T extends Tensor>(x: T, mask: Tensor | null): T {
  return mask ? tf.mul<T>(x, mask) : x;
}

/** The name of the kernel of `drawMask`, on backends that have one. */
export const DROPOUT_MASK = 'DropoutMask';

/** The attributes of the kernel `DropoutMask`. Its input is `seed`, an int32 tensor [1]. */
export interface DropoutMaskAttributes extends StatelessUniformAttributes {
  readonly rate: number;
}

/** A mask that is a function of `seed` (int32 [1]), place and shape. It is the same on every backend. */
function drawMask(shape: readonly number[], rate: number, seed: Tensor1D, place: number): Tensor {
  const attributes: DropoutMaskAttributes = { shape, place, rate };
  if (hasKernel(DROPOUT_MASK)) return runKernel(DROPOUT_MASK, { seed }, attributes);
  const kept = tf.greaterEqual(statelessUniform(shape, seed, place), rate);
  return tf.mul(tf.cast(kept, 'float32'), 1 / (1 - rate));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * The dropout masks of one training step. Each mask is drawn for the whole batch, in the order of the places, and
 * then split, so that it does not depend on the parts. The seed is a tensor, so that a captured step can get a new
 * one.
 */
export function seededMasks(seed: Tensor1D, parts: readonly RowCounts[]): BatchMasks {
  const next = parts.map(() => 0);
  const whole = new Map<number, Tensor>();
  const totalOf = (rows: RowsOf) => (rows === 'batch' ? 1 : sum(parts.map((counts) => counts[rows])));

  const wholeMask = (place: number, part: number, shape: readonly number[], rate: number): Tensor => {
    const mask = whole.get(place) ?? drawMask(shape, rate, seed, place);
    if (part < parts.length - 1) whole.set(place, mask);
    else whole.delete(place);
    return mask;
  };
  const ofPart =
    (part: number): DropoutMasks =>
    (rows, shape, rate) => {
      if (rate === 0) return null;
      const mask = wholeMask(next[part]++, part, [totalOf(rows), ...shape], rate);
      if (parts.length === 1 || rows === 'batch') return mask;
      const before = sum(parts.slice(0, part).map((counts) => counts[rows]));
      return tf.slice(mask, [before, ...shape.map(() => 0)], [parts[part][rows], ...shape]);
    };
  const all: DropoutMasks = (rows, shape, rate) => {
    if (rate === 0) return null;
    const [place] = next;
    next.fill(place + 1);
    return drawMask([totalOf(rows), ...shape], rate, seed, place);
  };
  return { parts: parts.map((_, part) => ofPart(part)), all };
}
