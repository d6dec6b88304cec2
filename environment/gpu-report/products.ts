import type { Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** The speed of square products of one size. */
export interface ProductRate {
  readonly side: number;
  /** Seconds of a product. */
  readonly seconds: number;
  readonly gflops: number;
}

/** FLOP of a square product; a multiply-add counts as two. */
export const productFlops = (side: number): number => 2 * side ** 3;

/** Waits until the device has finished, by reading one number of a result. */
async function finished(result: Tensor2D): Promise<void> {
  const corner = tf.slice(result, [0, 0], [1, 1]);
  await corner.data();
  corner.dispose();
}

/** Seconds of `count` products of a with b. */
async function timed(a: Tensor2D, b: Tensor2D, count: number): Promise<number> {
  const start = performance.now();
  for (let i = 1; i < count; i++) tf.matMul(a, b).dispose();
  const last = tf.matMul<Tensor2D>(a, b);
  await finished(last);
  const seconds = (performance.now() - start) / 1000;
  last.dispose();
  return seconds;
}

/**
 * The fastest product of a size on the current backend, within about `seconds`. Products run in series, each about a
 * tenth of that time, and the best series counts. The first product, which compiles, does not count.
 */
export async function productRate(side: number, seconds: number): Promise<ProductRate> {
  const [a, b] = [1, 2].map((seed) => tf.randomUniform<tf.Rank.R2>([side, side], -1, 1, 'float32', seed));
  const end = performance.now() + seconds * 1000;
  await timed(a, b, 1);
  let [count, best] = [1, Number.POSITIVE_INFINITY];
  do {
    const row = await timed(a, b, count);
    best = Math.min(best, row / count);
    if (row < seconds / 10) count *= 2;
  } while (performance.now() < end);
  tf.dispose([a, b]);
  return { side, seconds: best, gflops: productFlops(side) / best / 1e9 };
}

/**
 * Sizes from small to large, within `seconds` in total. A size that would exceed the remaining time is not started.
 */
export async function productRates(sides: readonly number[], seconds: number): Promise<ProductRate[]> {
  const rates: ProductRate[] = [];
  const end = performance.now() + seconds * 1000;
  for (const side of sides) {
    const left = (end - performance.now()) / 1000;
    const before = rates.at(-1);
    const expected = before ? (3 * productFlops(side)) / before.gflops / 1e9 : 0;
    if (expected > left) break;
    rates.push(await productRate(side, Math.min(left, seconds / sides.length)));
  }
  return rates;
}
