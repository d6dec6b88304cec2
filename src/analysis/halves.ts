import { LabError } from '../errors';
import { targetOf } from '../targets';
import { derivedSeed, permutation, seededRandom } from '../text/random';
import type { ExitRecord } from '../types';

/** [N]: 0 for one half of N examples and 1 for the other, drawn from a seed for a purpose. */
export function halves(N: number, seed: number, purpose: string): Uint8Array {
  if (N < 2) throw new LabError(`expected at least 2 examples to hold one out, got ${N}`);
  const half = new Uint8Array(N);
  const order = permutation(N, seededRandom(derivedSeed(seed, purpose)));
  for (const n of order.subarray(Math.floor(N / 2))) half[n] = 1;
  return half;
}

/** The record of the examples in `rows` alone, in that order. */
export function examplesOf(record: ExitRecord, rows: ArrayLike<number>): ExitRecord {
  const { depths, labels, logits, classes, gates } = record;
  const [N, n] = [labels.length, rows.length];
  const chosen = new Float32Array(depths.length * n * classes);
  const said = gates && new Float32Array(depths.length * n);
  for (let e = 0; e < depths.length; e++)
    for (let i = 0; i < n; i++) {
      const from = e * N + rows[i];
      chosen.set(logits.subarray(from * classes, (from + 1) * classes), (e * n + i) * classes);
      if (said && gates) said[e * n + i] = gates[from];
    }
  return {
    ...record,
    logits: chosen,
    labels: targetOf(classes).labels(Array.from(rows, (row) => labels[row])),
    ...(said && { gates: said }),
  };
}
