import type { ExitRecord, ExitSignal } from '../types';
import { eachOnce, type OnDraws } from './bootstrap';
import { finiteScores } from './signalScores';

/**
 * The share of a signal's variance that lies between the internal exits, 0 to 1 (COSEE Fig. 3): 0 where the exits
 * have the same mean, 1 where the exits differ and the examples of one exit do not. Null for a
 * record with fewer than two internal exits, and for a constant signal.
 */
export const varianceBetweenExits = (record: ExitRecord, signal: ExitSignal): number | null =>
  varianceBetweenExitsOnDraws(record, signal)();

/** Returns `varianceBetweenExits` on a draw. */
export function varianceBetweenExitsOnDraws(record: ExitRecord, signal: ExitSignal): OnDraws {
  const N = record.labels.length;
  const exits = record.depths.length - 1;
  if (exits < 2) return () => null;
  const scores = finiteScores(record, signal);
  const once = eachOnce(N);
  return (times = once) => {
    let drawn = 0;
    for (let n = 0; n < N; n++) drawn += times[n];
    const means = record.depths.slice(0, -1).map((_, e) => {
      let sum = 0;
      for (let n = 0; n < N; n++) sum += times[n] * scores[e * N + n];
      return sum / drawn;
    });
    const mean = means.reduce((sum, own) => sum + own, 0) / exits;
    let total = 0;
    for (let i = 0; i < exits * N; i++) total += times[i % N] * (scores[i] - mean) ** 2;
    const between = means.reduce((sum, own) => sum + drawn * (own - mean) ** 2, 0);
    return total === 0 ? null : between / total;
  };
}
