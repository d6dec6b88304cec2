import { LabError } from '../errors';
import { derivedSeed, seededRandom } from '../text/random';
import type { MetricName } from '../types';
import { confusionMatrix, measure, measureConfusion } from './metrics';

/** Predictions of two methods on the same examples, [N] each. */
export interface PairedPredictions {
  readonly labels: ArrayLike<number>;
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
}

/** A difference a - b and its interval over the random choice of examples. */
export interface BootstrapDifference {
  readonly difference: number;
  /** The 2.5% and 97.5% quantiles of the differences over the resamples. */
  readonly interval: readonly [low: number, high: number];
}

export interface BootstrapOptions {
  readonly resamples?: number;
  readonly seed?: number;
}

/** Predictions of several models on the same examples, [N] each. Units with equal `draws` use the same resamples. */
export interface BootstrapUnit {
  readonly metric: MetricName;
  readonly labels: ArrayLike<number>;
  readonly predictions: readonly ArrayLike<number>[];
  readonly draws: string | number;
}

/**
 * Percentile bootstrap over examples (Efron 1979). Each resample draws N examples with replacement and scores both
 * methods on them. Given several pairs, one for each training seed, the result is the mean of their differences, and
 * each pair has independent resamples. The interval describes the choice of examples, not the choice of seeds. Throws
 * LabError for pairs of unequal lengths and for an empty list.
 */
export function bootstrapDifference(
  pairs: readonly PairedPredictions[],
  metric: MetricName,
  options: BootstrapOptions = {},
): BootstrapDifference {
  if (pairs.length === 0) throw new LabError('expected predictions to compare, got none');
  const units = pairs.map(({ labels, a, b }, k) => ({ metric, labels, predictions: [a, b], draws: k }));
  const scores = bootstrapScores(units, options);
  const meanOf = (gain: (pair: number) => number) =>
    pairs.reduce((sum, _, k) => sum + gain(k), 0) / pairs.length;
  const drawn = scores[0][0].map((_, i) => meanOf((k) => scores[k][0][i] - scores[k][1][i]));
  return {
    difference: meanOf((k) => {
      const { labels, a, b } = pairs[k];
      return measure(metric, a, labels) - measure(metric, b, labels);
    }),
    interval: interval95(drawn),
  };
}

/** The scores of the predictions of every unit on `resamples` draws of its examples: [unit][predictions][draw]. */
export function bootstrapScores(
  units: readonly BootstrapUnit[],
  { resamples = 1000, seed = 0 }: BootstrapOptions = {},
): Float64Array[][] {
  if (!Number.isInteger(resamples) || resamples < 40)
    throw new LabError(`expected 40 resamples or more for a 95% interval, got ${resamples}`);
  const scorers = units.map(({ metric, labels, predictions }) =>
    predictions.map((said) => scoreOfRows(metric, said, labels)),
  );
  const scores = units.map(({ predictions }) => predictions.map(() => new Float64Array(resamples)));
  for (let i = 0; i < resamples; i++) {
    const rowsOf = draw(derivedSeed(seed, 'bootstrap', i));
    units.forEach((unit, u) => {
      const rows = rowsOf(unit);
      scorers[u].forEach((score, k) => {
        scores[u][k][i] = score(rows);
      });
    });
  }
  return scores;
}

/** The 2.5% and 97.5% quantiles. */
export function interval95(values: ArrayLike<number>): readonly [low: number, high: number] {
  const sorted = Array.from(values).sort((a, b) => a - b);
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/** N row numbers drawn from N with replacement for each unit. Units with equal `draws` get the same numbers. */
function draw(seed: number): (unit: BootstrapUnit) => Int32Array {
  const known = new Map<string | number, Int32Array>();
  return ({ labels, draws }) => {
    const rows = known.get(draws) ?? drawnRows(labels.length, derivedSeed(seed, draws));
    known.set(draws, rows);
    return rows;
  };
}

/**
 * Throws what `measure` throws. A metric of classes is computed from the cell of the confusion matrix that each
 * example belongs to, which is faster than scoring the predictions again.
 */
function scoreOfRows(
  metric: MetricName,
  predictions: ArrayLike<number>,
  labels: ArrayLike<number>,
): (rows: Int32Array) => number {
  measure(metric, predictions, labels);
  if (metric === 'pearson' || metric === 'spearman')
    return (rows) => measure(metric, at(predictions, rows), at(labels, rows));
  const C = Math.sqrt(confusionMatrix(predictions, labels).length);
  const cells = Int32Array.from(labels, (label, n) => label * C + predictions[n]);
  return (rows) => {
    const counts = new Int32Array(C * C);
    for (let n = 0; n < rows.length; n++) counts[cells[rows[n]]]++;
    return measureConfusion(metric, counts);
  };
}

function drawnRows(N: number, seed: number): Int32Array {
  const random = seededRandom(seed);
  const rows = new Int32Array(N);
  for (let n = 0; n < N; n++) rows[n] = random.integer(N);
  return rows;
}

const at = (values: ArrayLike<number>, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (row) => values[row]);

/** The q-quantile of sorted values, with linear interpolation. */
function quantile(sorted: readonly number[], q: number): number {
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
}
