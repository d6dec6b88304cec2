import type { ExitRecord, ExitSignal, MetricName } from '../types';
import { costFraction } from './cost';
import { type Rule, requireThreshold, rules } from './decide';
import { checkMetric, exitPredictions } from './exitScores';
import { isOfClasses, measure, measureConfusion } from './metrics';
import { signalScores } from './signalScores';

/** What one threshold does to a record. */
export interface SweepPoint {
  readonly threshold: number;
  /** [E]: examples that leave at each exit. */
  readonly counts: readonly number[];
  readonly score: number;
  readonly costFraction: number;
  readonly speedUp: number;
}

/**
 * Counts, score and cost at every threshold, in the order given: what `decide` would give one at a time. From the most
 * to the least permissive threshold an example only moves to later exits, so each exit holds it over one stretch of
 * them; the model is not gone through again for a threshold.
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
 * Where each example's stretch at each exit ends, [N, E]: example n is at exit e from the end of its stretch at e - 1 up to
 * the threshold before ends[n, e]. Thresholds are the most permissive first.
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

/** How many examples more there are at each exit than at the threshold before, [T + 1, E]. */
function exitMoves(ends: Int32Array, E: number, T: number): Int32Array {
  const moves = new Int32Array((T + 1) * E);
  ends.forEach((to, i) => {
    const e = i % E;
    moves[(e === 0 ? 0 : ends[i - 1]) * E + e]++;
    moves[to * E + e]--;
  });
  return moves;
}

/** The scores of a metric of classes, [T]: the ends of the stretches are counted, their running sums are confusion matrices. */
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

/** The scores of a metric that needs the answers themselves, [T]. */
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

/** The first index from `from` on whose threshold keeps the score from leaving: thresholds are the most permissive first. */
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
