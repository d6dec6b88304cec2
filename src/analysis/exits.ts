import type { ExitReading, ExitRecord, ExitSignal, MetricName } from '../types';
import { costFraction } from './cost';
import { measure, measureConfusion } from './metrics';

/** What one threshold does to a record. */
export interface SweepPoint {
  readonly threshold: number;
  /** [E]: examples that leave at each exit. */
  readonly counts: readonly number[];
  readonly score: number;
  readonly costFraction: number;
  readonly speedUp: number;
}

type Rule = (score: number, threshold: number) => boolean;

const rules: { readonly [when in ExitSignal['exitsWhen']]: Rule } = {
  'score >= threshold': (score, threshold) => score >= threshold,
  'score > threshold': (score, threshold) => score > threshold,
  'score < threshold': (score, threshold) => score < threshold,
};

/**
 * The signal of every example at every exit, float32 [E, N]. The signal is given the exits reached so far and no
 * later one, so it cannot look ahead.
 */
export function signalScores(record: ExitRecord, signal: ExitSignal): Float32Array {
  const { depths, classes, logits, gates } = record;
  const N = record.labels.length;
  const scores = new Float32Array(depths.length * N);
  for (let n = 0; n < N; n++) {
    const reached: ExitReading[] = [];
    for (let e = 0; e < depths.length; e++) {
      const start = (e * N + n) * classes;
      reached.push({
        depth: depths[e],
        logits: logits.subarray(start, start + classes),
        gate: gates?.[e * N + n],
      });
      scores[e * N + n] = signal.score(reached);
    }
  }
  return scores;
}

/** The class of the largest logit, at every exit, [E, N]; the first of equals. */
export function exitPredictions({ logits, classes }: ExitRecord): Int32Array {
  const predictions = new Int32Array(logits.length / classes);
  for (let i = 0; i < predictions.length; i++) {
    let best = 0;
    for (let c = 1; c < classes; c++) if (logits[i * classes + c] > logits[i * classes + best]) best = c;
    predictions[i] = best;
  }
  return predictions;
}

/** The metric of each exit alone, as if every example left there, [E] (SWEET Table 1). */
export function exitScores(record: ExitRecord, metric: MetricName): number[] {
  const predictions = exitPredictions(record);
  const N = record.labels.length;
  return record.depths.map((_, e) =>
    measure(metric, predictions.subarray(e * N, (e + 1) * N), record.labels),
  );
}

/**
 * The index of the exit where each example leaves, [N] of 0..E-1: the first that meets the threshold, else the last.
 * Scores and threshold are compared as float32, as the authors' code compares them.
 */
export function decide(record: ExitRecord, signal: ExitSignal, threshold: number): Int32Array {
  const N = record.labels.length;
  const last = record.depths.length - 1;
  const scores = signalScores(record, signal);
  const leaves = rules[signal.exitsWhen];
  const t = Math.fround(threshold);
  return Int32Array.from({ length: N }, (_, n) => {
    let e = 0;
    while (e < last && !leaves(scores[e * N + n], t)) e++;
    return e;
  });
}

/**
 * Counts, score and cost at every threshold, in the order given: what `decide` would give one at a time. From the most
 * to the least permissive threshold an example only moves to later exits, so each exit holds it over one stretch of
 * them. The ends of the stretches are counted, and their running sums are the answer; neither the model nor the
 * examples are gone through again for a threshold.
 */
export function sweep(
  record: ExitRecord,
  signal: ExitSignal,
  thresholds: readonly number[],
  metric: MetricName,
): SweepPoint[] {
  const E = record.depths.length;
  const order = permissiveFirst(thresholds, signal);
  const { exits, outcomes } = stretches(
    record,
    signal,
    Float32Array.from(order, (i) => thresholds[i]),
  );
  const points: SweepPoint[] = new Array(thresholds.length);
  const counts = new Int32Array(E);
  const confusion = new Int32Array(record.classes ** 2);
  order.forEach((i, t) => {
    for (let e = 0; e < E; e++) counts[e] += exits[t * E + e];
    for (let o = 0; o < confusion.length; o++) confusion[o] += outcomes[t * confusion.length + o];
    const cost = costFraction(counts, record);
    const score = measureConfusion(metric, confusion);
    points[i] = {
      threshold: thresholds[i],
      counts: [...counts],
      score,
      costFraction: cost,
      speedUp: 1 / cost,
    };
  });
  return points;
}

/** Changes from one threshold to the next: of the examples at each exit [T + 1, E], of the confusion matrix [T + 1, C, C]. */
function stretches(record: ExitRecord, signal: ExitSignal, thresholds: Float32Array) {
  const { labels, classes } = record;
  const [N, E, T] = [labels.length, record.depths.length, thresholds.length];
  const scores = signalScores(record, signal);
  const answers = exitPredictions(record);
  const exits = new Int32Array((T + 1) * E);
  const outcomes = new Int32Array((T + 1) * classes ** 2);
  for (let n = 0; n < N; n++) {
    for (let e = 0, from = 0; from < T; e++) {
      const to = e === E - 1 ? T : firstRefusal(rules[signal.exitsWhen], scores[e * N + n], thresholds, from);
      const outcome = labels[n] * classes + answers[e * N + n];
      exits[from * E + e]++;
      exits[to * E + e]--;
      outcomes[from * classes ** 2 + outcome]++;
      outcomes[to * classes ** 2 + outcome]--;
      from = to;
    }
  }
  return { exits, outcomes };
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
