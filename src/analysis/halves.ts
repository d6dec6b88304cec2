import { LabError } from '../errors';
import { targetOf } from '../targets';
import { derivedSeed, permutation, seededRandom } from '../text/random';
import type { ExitRecord } from '../types';
import { mapOutputs } from './readings';

/** [N]: a random split of N examples into halves 0 and 1. The split depends on seed and purpose. */
export function halves(N: number, seed: number, purpose: string): Uint8Array {
  if (N < 2) throw new LabError(`expected at least 2 examples to hold one out, got ${N}`);
  const half = new Uint8Array(N);
  const order = permutation(N, seededRandom(derivedSeed(seed, purpose)));
  for (const n of order.subarray(Math.floor(N / 2))) half[n] = 1;
  return half;
}

/** The record restricted to the examples in `rows`, in that order. */
export function examplesOf(record: ExitRecord, rows: ArrayLike<number>): ExitRecord {
  const { depths, labels, classes } = record;
  const [N, n] = [labels.length, rows.length];
  const chosen = (data: Float32Array, size: number) => {
    const own = new Float32Array(depths.length * n * size);
    for (let e = 0; e < depths.length; e++)
      for (let i = 0; i < n; i++) {
        const from = (e * N + rows[i]) * size;
        own.set(data.subarray(from, from + size), (e * n + i) * size);
      }
    return own;
  };
  return {
    ...mapOutputs(record, chosen),
    labels: targetOf(classes).labels(Array.from(rows, (row) => labels[row])),
  };
}
