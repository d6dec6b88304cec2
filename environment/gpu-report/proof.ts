import type { Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { openDevice, type ReportDevice } from './device';
import { nvidiaMemory } from './nvidia';
import { type ProductRate, productRate } from './products';

/** A value before the device has work and while it holds the product; null if it is unknown. */
export interface Rise {
  readonly before: number | null;
  readonly after: number | null;
}

/** The evidence for the device that computed a product. */
export interface Proof {
  readonly device: ReportDevice;
  readonly product: ProductRate;
  /** Memory of the NVIDIA GPU in use by all processes, in MiB. */
  readonly nvidiaMemory: Rise;
  /** Bytes on the device, as the backend reports them. */
  readonly deviceBytes: Rise;
  /** The largest difference of some elements from the same sums in double precision. */
  readonly difference: number;
}

const CHECKED = 8;

const heldBytes = (): number | null => (tf.memory() as { numBytesInGPU?: number }).numBytesInGPU ?? null;

/** Multiplies two square matrices on the current backend and measures the memory and the error of the result. */
export async function prove(side: number, seconds: number): Promise<Proof> {
  const memoryBefore = nvidiaMemory();
  const device = await openDevice();
  const bytesBefore = heldBytes();
  const [a, b] = [1, 2].map((seed) => tf.randomUniform<tf.Rank.R2>([side, side], -1, 1, 'float32', seed));
  const result = tf.matMul<Tensor2D>(a, b);
  const difference = await differenceOf(a, b, result);
  const held = { nvidiaMemory: nvidiaMemory(), bytes: heldBytes() };
  tf.dispose([a, b, result]);
  return {
    device,
    product: await productRate(side, seconds),
    nvidiaMemory: { before: memoryBefore, after: held.nvidiaMemory },
    deviceBytes: { before: bytesBefore, after: held.bytes },
    difference,
  };
}

/** The largest difference of a row's first elements. */
async function differenceOf(a: Tensor2D, b: Tensor2D, result: Tensor2D): Promise<number> {
  const side = a.shape[0];
  const row = tf.slice(a, [side - 1, 0], [1, side]);
  const columns = tf.slice(b, [0, 0], [side, CHECKED]);
  const corner = tf.slice(result, [side - 1, 0], [1, CHECKED]);
  const [x, y, given] = await Promise.all([row, columns, corner].map((part) => part.data<'float32'>()));
  tf.dispose([row, columns, corner]);
  const sums = Array.from({ length: CHECKED }, (_, j) =>
    x.reduce((sum, value, k) => sum + value * y[k * CHECKED + j], 0),
  );
  return Math.max(...sums.map((sum, j) => Math.abs(sum - given[j])));
}
