import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { hasKernel, runKernel } from './ownKernels';
import { type StatelessUniformAttributes, statelessUniform } from './statelessUniform';

/** What a mask has a row for. */
export type RowsOf = 'tokens' | 'examples';

/**
 * The mask of the next place that drops, [rows, ...shape]: 0 for a share `rate` of the elements, 1/(1 - rate) for the
 * rest. null where nothing is to be dropped.
 */
export type DropoutMasks = (rows: RowsOf, shape: readonly number[], rate: number) => Tensor | null;

/** The masks of a batch whose examples go through the encoder in parts. */
export interface BatchMasks {
  /** Of each part: its rows of the whole batch's masks, however many parts there are. */
  readonly parts: readonly DropoutMasks[];
  /** Of what the exits read, which is of all examples together. */
  readonly all: DropoutMasks;
}

/** How many tokens and examples a part of a batch has. */
export type RowCounts = Readonly<Record<RowsOf, number>>;

const nothing: DropoutMasks = () => null;

/** For evaluation. */
export const noDropout = (parts: number): BatchMasks => ({ parts: Array(parts).fill(nothing), all: nothing });

/** x with a mask applied. */
export function dropout<T extends Tensor>(x: T, mask: Tensor | null): T {
  return mask ? tf.mul<T>(x, mask) : x;
}

/** The kernel of `drawMask`, where a backend has one. */
export const DROPOUT_MASK = 'DropoutMask';

/** What it is told beside `seed`, an int32 tensor [1]. */
export interface DropoutMaskAttributes extends StatelessUniformAttributes {
  readonly rate: number;
}

/** A mask that depends on `seed` (int32 [1]), the place and the shape alone, on every backend. */
function drawMask(shape: readonly number[], rate: number, seed: Tensor1D, place: number): Tensor {
  const attributes: DropoutMaskAttributes = { shape, place, rate };
  if (hasKernel(DROPOUT_MASK)) return runKernel(DROPOUT_MASK, { seed }, attributes);
  const kept = tf.greaterEqual(statelessUniform(shape, seed, place), rate);
  return tf.mul(tf.cast(kept, 'float32'), 1 / (1 - rate));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * Masks for one training step. They are drawn for the whole batch, place after place, and then split, so that they do
 * not depend on the parts. The seed is a tensor, so that a captured step can be fed the next one.
 */
export function seededMasks(seed: Tensor1D, parts: readonly RowCounts[]): BatchMasks {
  const next = parts.map(() => 0);
  const whole = new Map<number, Tensor>();
  const totalOf = (rows: RowsOf) => sum(parts.map((counts) => counts[rows]));

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
      if (parts.length === 1) return mask;
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
