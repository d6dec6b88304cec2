import type { ExitRecord, ExitSignal, MetricName } from '../types';
import { inBlocks, meanCost } from './cost';
import { type Rule, requireThreshold, rules } from './decide';
import { checkMetric } from './exitScores';
import { isOfClasses } from './metrics';
import { signalScores } from './signalScores';
import { answerScores, confusionScores } from './sweptScores';

/** The result of one threshold on a record. */
export interface SweepPoint {
  readonly threshold: number;
  /** [E]: the number of examples that leave at each exit. */
  readonly counts: readonly number[];
  readonly score: number;
  readonly costFraction: number;
  readonly speedUp: number;
}

/**
 * Counts, score and cost at every threshold, in the given order; equal to one call of `decide` for each threshold.
 * From the most to the least permissive threshold an example moves only to later exits. Each exit therefore holds it
 * over one range of thresholds, and one pass over the record is enough for all thresholds.
 */
export const sweep = (
  record: ExitRecord,
  signal: ExitSignal,
  thresholds: readonly number[],
  metric: MetricName,
): SweepPoint[] => sweeper(record, signal, thresholds, metric)();

/** The points of `sweep` on a draw of the examples, given as the number of times that each was drawn, [N]. */
export type Sweeper = (times?: Int32Array) => SweepPoint[];

/** A sweep that can be repeated on draws of the record's examples; without a draw, each example counts once. */
export function sweeper(
  record: ExitRecord,
  signal: ExitSignal,
  thresholds: readonly number[],
  metric: MetricName,
): Sweeper {
  checkMetric(record, metric);
  for (const threshold of thresholds) requireThreshold(threshold, signal);
  const E = record.depths.length;
  const order = permissiveFirst(thresholds, signal);
  const ordered = Float32Array.from(order, (i) => thresholds[i]);
  const ends = stretchEnds(record, signal, ordered);
  const T = order.length;
  const scoresOf = (isOfClasses(metric) ? confusionScores : answerScores)(record, metric, { ends, T });
  const axis = inBlocks(record);
  const once = new Int32Array(record.labels.length).fill(1);
  return (times = once) => {
    const moves = exitMoves(ends, E, T, times);
    const scores = scoresOf(times);
    const points: SweepPoint[] = new Array(thresholds.length);
    const counts: number[] = new Array(E).fill(0);
    order.forEach((i, t) => {
      for (let e = 0; e < E; e++) counts[e] += moves[t * E + e];
      const cost = meanCost(counts, axis);
      points[i] = {
        threshold: thresholds[i],
        counts: counts.slice(),
        score: scores[t],
        costFraction: cost,
        speedUp: 1 / cost,
      };
    });
    return points;
  };
}

/**
 * The end of each example's range of thresholds at each exit, [N, E]: example n leaves at exit e for threshold
 * indices from ends[n, e - 1] to ends[n, e] - 1. The first threshold is the most permissive.
 */
function stretchEnds(record: ExitRecord, signal: ExitSignal, thresholds: Float32Array): Int32Array {
  const [N, E, T] = [record.labels.length, record.depths.length, thresholds.length];
  const scores = signalScores(record, signal);
  const leaves = rules[signal.exitsWhen];
  const ends = new Int32Array(N * E);
  for (let n = 0; n < N; n++) {
    for (let e = 0, from = 0; e < E; e++) {
      from = e === E - 1 ? T : firstRefusal(leaves, scores[e * N + n], thresholds, from);
      ends[n * E + e] = from;
    }
  }
  return ends;
}

/** The change of the number of examples at each exit from one threshold to the next, [T + 1, E]. */
function exitMoves(ends: Int32Array, E: number, T: number, times: Int32Array): Int32Array {
  const moves = new Int32Array((T + 1) * E);
  for (let n = 0; n < times.length; n++) {
    const count = times[n];
    for (let e = 0, from = 0; e < E && count > 0; e++) {
      const to = ends[n * E + e];
      moves[from * E + e] += count;
      moves[to * E + e] -= count;
      from = to;
    }
  }
  return moves;
}

/**
 * The first index, starting at `from`, whose threshold keeps the example. The first threshold is the most permissive.
 */
function firstRefusal(leaves: Rule, score: number, thresholds: Float32Array, from: number): number {
  let [low, high] = [from, thresholds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (leaves(score, thresholds[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

function permissiveFirst(thresholds: readonly number[], signal: ExitSignal): number[] {
  const sign = signal.exitsWhen === 'score < threshold' ? -1 : 1;
  return thresholds.map((_, i) => i).sort((a, b) => sign * (thresholds[a] - thresholds[b]));
}
