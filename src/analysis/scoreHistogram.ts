import { LabError } from '../errors';
import type { ExitRecord, ExitSignal } from '../types';
import { finiteScores } from './signalScores';

/** The share of examples with a score in [low, high) at one exit. */
export interface ScoreBin {
  readonly depth: number;
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

/**
 * The distribution of a signal's scores at some exits (COSEE Fig. 3). The bins have equal width, from the least to
 * the largest score of these exits. Where the distributions of exits differ, one threshold acts differently at each
 * exit. The last bin includes its upper end.
 */
export function scoreHistogram(
  record: ExitRecord,
  signal: ExitSignal,
  depths: readonly number[],
  bins = 40,
): ScoreBin[] {
  const N = record.labels.length;
  const scores = finiteScores(record, signal);
  const chosen = depths.map((depth) => {
    const e = record.depths.indexOf(depth);
    if (e < 0) throw new LabError(`expected exits among ${record.depths.join(', ')}, got ${depth}`);
    return scores.subarray(e * N, (e + 1) * N);
  });
  const all = chosen.flatMap((own) => [...own]);
  const [least, largest] = all.reduce(
    ([low, high], s) => [Math.min(low, s), Math.max(high, s)],
    [Infinity, -Infinity],
  );
  const width = (largest - least) / bins || 1;
  return depths.flatMap((depth, d) => {
    const counts = new Array<number>(bins).fill(0);
    for (const score of chosen[d]) counts[Math.min(bins - 1, Math.floor((score - least) / width))]++;
    return counts.map((count, b) => ({
      depth,
      low: least + b * width,
      high: least + (b + 1) * width,
      share: count / N,
    }));
  });
}
