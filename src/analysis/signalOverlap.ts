import type { ExitRecord, ExitSignal } from '../types';
import { scoreHistogram } from './scoreHistogram';

/**
 * How far the distributions of a signal overlap at some exits, from 0 (nowhere) to 1 (equal), as a histogram such as
 * COSEE's Fig. 3 shows them: the mean over pairs of exits of sum_b min(p_b, q_b), for the shares p and q in 40 bins of
 * equal width. The overlap depends on the scale, because the bins do; no increasing map of all scores could change the
 * overlap of the distributions themselves.
 */
export function signalOverlap(record: ExitRecord, signal: ExitSignal, depths: readonly number[]): number {
  const bins = scoreHistogram(record, signal, depths);
  const shares = depths.map((depth) => bins.filter((bin) => bin.depth === depth).map(({ share }) => share));
  const pairs = shares.flatMap((a, i) => shares.slice(i + 1).map((b) => [a, b]));
  const overlap = ([a, b]: number[][]) => a.reduce((sum, share, i) => sum + Math.min(share, b[i]), 0);
  return pairs.reduce((sum, pair) => sum + overlap(pair), 0) / pairs.length;
}
