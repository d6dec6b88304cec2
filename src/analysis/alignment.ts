import type { ExitRecord, ExitSignal } from '../types';
import { finiteScores } from './signalScores';
import { summarise } from './statistics';

/**
 * The share of a signal's variance that lies between the internal exits, 0 to 1 (COSEE Fig. 3): 0 where the exits
 * have the same mean, 1 where the exits differ and the examples of one exit do not. Null for a
 * record with fewer than two internal exits, and for a constant signal.
 */
export function varianceBetweenExits(record: ExitRecord, signal: ExitSignal): number | null {
  const N = record.labels.length;
  const exits = record.depths.length - 1;
  if (exits < 2) return null;
  const scores = finiteScores(record, signal);
  const means = record.depths
    .slice(0, -1)
    .map((_, e) => summarise([...scores.subarray(e * N, (e + 1) * N)]).mean);
  const all = scores.subarray(0, exits * N);
  const mean = summarise(means).mean;
  const total = all.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  const between = means.reduce((sum, own) => sum + N * (own - mean) ** 2, 0);
  return total === 0 ? null : between / total;
}
