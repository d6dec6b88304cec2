import { LabError } from '../errors';
import { checkOutputs } from '../outputs';
import { targetOf } from '../targets';
import type { ExitRecord, ExitSignal, Labels, MetricName } from '../types';
import { costFraction } from './cost';
import { isOfClasses, measure, measureConfusion } from './metrics';
import { forEachReached } from './readings';

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
 * The signal of every example at every exit, float32 [E, N]. The signal is given the exits reached so far and no later
 * one, so it cannot look ahead. Throws LabError for outputs that are no finite numbers, and where the signal is NaN,
 * which no threshold can be held against.
 */
export function signalScores(record: ExitRecord, signal: ExitSignal): Float32Array {
  checkOutputs(record);
  const N = record.labels.length;
  const scores = new Float32Array(record.depths.length * N);
  forEachReached(record, (reached, e, n) => {
    scores[e * N + n] = signal.score(reached);
  });
  refuseScore(record, signal, scores, Number.isNaN);
  return scores;
}

/** Throws LabError, naming the example and the exit, for a score that `isBad`. */
function refuseScore(
  record: ExitRecord,
  signal: ExitSignal,
  scores: Float32Array,
  isBad: (score: number) => boolean,
): void {
  const at = scores.findIndex(isBad);
  if (at < 0) return;
  const N = record.labels.length;
  throw new LabError(
    `expected finite scores of ${signal.name}, got ${scores[at]} for example ${at % N} at depth ${record.depths[Math.floor(at / N)]}`,
  );
}

/** The same [E, N], refused where one is no finite number: it could not be ranked. */
export function finiteScores(record: ExitRecord, signal: ExitSignal): Float32Array {
  const scores = signalScores(record, signal);
  refuseScore(record, signal, scores, (score) => !Number.isFinite(score));
  return scores;
}

/**
 * What every exit answers, [E, N]: the class of the largest logit, the first of equals, or the number. Throws LabError
 * for outputs that are no finite numbers: they answer nothing.
 */
export function exitPredictions(record: ExitRecord): Labels {
  checkOutputs(record);
  return targetOf(record.classes).predictions(record.logits, record.classes);
}

/** Refuses a metric that does not fit what the exits answer, such as the accuracy of numbers. */
function checkMetric({ classes }: ExitRecord, metric: MetricName): void {
  const { name, metrics } = targetOf(classes);
  if (metrics.includes(metric)) return;
  throw new LabError(`expected a metric of ${name} (${metrics.join(', ')}), got ${metric}`);
}

/** The metric of each exit alone, as if every example left there, [E] (SWEET Table 1). */
export function exitScores(record: ExitRecord, metric: MetricName): number[] {
  checkMetric(record, metric);
  const predictions = exitPredictions(record);
  const N = record.labels.length;
  return record.depths.map((_, e) =>
    measure(metric, predictions.subarray(e * N, (e + 1) * N), record.labels),
  );
}

/** Depths of the exits that answer every example alike: a correlation, Matthews' too, is undefined there and counts as 0. */
export function constantExits(record: ExitRecord): number[] {
  const predictions = exitPredictions(record);
  const N = record.labels.length;
  return record.depths.filter((_, e) => {
    const answers = predictions.subarray(e * N, (e + 1) * N);
    return answers.every((answer: number) => answer === answers[0]);
  });
}

/**
 * The index of the exit where each example leaves, [N] of 0..E-1: the first that meets the threshold, else the last.
 * Scores and threshold are compared as float32, as the authors' code compares them.
 */
export function decide(record: ExitRecord, signal: ExitSignal, threshold: number): Int32Array {
  const N = record.labels.length;
  const last = record.depths.length - 1;
  const scores = signalScores(record, signal);
  requireThreshold(threshold, signal);
  const leaves = rules[signal.exitsWhen];
  const t = Math.fround(threshold);
  return Int32Array.from({ length: N }, (_, n) => {
    let e = 0;
    while (e < last && !leaves(scores[e * N + n], t)) e++;
    return e;
  });
}

/** Refuses NaN, which no score is on either side of. */
function requireThreshold(threshold: number, { name }: ExitSignal): void {
  if (Number.isNaN(threshold)) throw new LabError(`expected a threshold for ${name}, got NaN`);
}

/** What is answered when example n leaves at exit exits[n], [N]: classes, or the numbers of a regression task. */
export function decidedPredictions(record: ExitRecord, exits: ArrayLike<number>): Labels {
  const answers = exitPredictions(record);
  const N = record.labels.length;
  return answers.slice(0, N).map((_, n) => answers[exits[n] * N + n]);
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
