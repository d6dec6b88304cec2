import type { ExitRecord, ExitSignal, MetricName } from '../types';
import { costFraction } from './cost';
import { type Rule, requireThreshold, rules } from './decide';
import { checkMetric, exitPredictions } from './exitScores';
import { isOfClasses, measure, measureConfusion } from './metrics';
import { signalScores } from './signalScores';

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
export function sweep(
  record: ExitRecord,
  signal: ExitSignal,
  thresholds: readonly number[],
  metric: MetricName,
): SweepPoint[] {
  checkMetric(record, metric);
  for (const threshold of thresholds) requireThreshold(threshold, signal);
  const E = record.depths.length;
  const order = permissiveFirst(thresholds, signal);
  const ordered = Float32Array.from(order, (i) => thresholds[i]);
  const ends = stretchEnds(record, signal, ordered);
  const moves = exitMoves(ends, E, order.length);
  const scores = isOfClasses(metric)
    ? confusionScores(record, metric, ends, order.length)
    : answerScores(record, metric, ends, order.length);
  const points: SweepPoint[] = new Array(thresholds.length);
  const counts = new Int32Array(E);
  order.forEach((i, t) => {
    for (let e = 0; e < E; e++) counts[e] += moves[t * E + e];
    const cost = costFraction(counts, record);
    points[i] = {
      threshold: thresholds[i],
      counts: [...counts],
      score: scores[t],
      costFraction: cost,
      speedUp: 1 / cost,
    };
  });
  return points;
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
function exitMoves(ends: Int32Array, E: number, T: number): Int32Array {
  const moves = new Int32Array((T + 1) * E);
  ends.forEach((to, i) => {
    const e = i % E;
    moves[(e === 0 ? 0 : ends[i - 1]) * E + e]++;
    moves[to * E + e]--;
  });
  return moves;
}

/**
 * The scores of a metric of classes, [T]: confusion matrices are running sums of counts at the ends of the ranges.
 */
function confusionScores(record: ExitRecord, metric: MetricName, ends: Int32Array, T: number): number[] {
  const { labels, classes, depths } = record;
  const [N, E, cells] = [labels.length, depths.length, classes ** 2];
  const answers = exitPredictions(record);
  const moves = new Int32Array((T + 1) * cells);
  for (let n = 0; n < N; n++) {
    for (let e = 0, from = 0; e < E; e++) {
      const outcome = labels[n] * classes + answers[e * N + n];
      const to = ends[n * E + e];
      moves[from * cells + outcome]++;
      moves[to * cells + outcome]--;
      from = to;
    }
  }
  const confusion = new Int32Array(cells);
  return Array.from({ length: T }, (_, t) => {
    for (let o = 0; o < cells; o++) confusion[o] += moves[t * cells + o];
    return measureConfusion(metric, confusion);
  });
}

/** The scores of a metric that needs the predictions themselves, [T]. */
function answerScores(record: ExitRecord, metric: MetricName, ends: Int32Array, T: number): number[] {
  const { labels, depths } = record;
  const [N, E] = [labels.length, depths.length];
  const answers = exitPredictions(record);
  const at = new Int32Array(N);
  return Array.from({ length: T }, (_, t) => {
    const chosen = Float64Array.from(at, (_, n) => {
      while (ends[n * E + at[n]] <= t) at[n]++;
      return answers[at[n] * N + n];
    });
    return measure(metric, chosen, labels);
  });
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
