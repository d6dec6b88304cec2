import { LabError } from '../errors';
import { derivedSeed, seededRandom } from '../text/random';
import type { MetricName } from '../types';
import { confusionMatrix, measure, measureConfusion } from './metrics';

/** What two methods predict on the same examples, [N] each. */
export interface PairedPredictions {
  readonly labels: ArrayLike<number>;
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
}

/** A difference a - b and the interval that chance in the choice of examples leaves it. */
export interface BootstrapDifference {
  readonly difference: number;
  /** The 2.5% and 97.5% quantiles of the differences of the resamples. */
  readonly interval: readonly [low: number, high: number];
}

export interface BootstrapOptions {
  readonly resamples?: number;
  readonly seed?: number;
}

/** Predictions [N] with their weight in a sum of scores. */
export interface WeightedPredictions {
  readonly weight: number;
  readonly predictions: ArrayLike<number>;
}

/** What several models predict on the same examples. Units of the same `draws` have the same examples, and are drawn alike. */
export interface BootstrapUnit {
  readonly metric: MetricName;
  readonly labels: ArrayLike<number>;
  readonly terms: readonly WeightedPredictions[];
  readonly draws: string | number;
}

/**
 * The percentile bootstrap over examples (Efron 1979): N examples are drawn with replacement, both methods are scored on the
 * same draw, and so again. With several pairs, one a seed of training, the mean of their differences is taken, each on draws
 * of its own: the interval speaks of the examples, not of the seeds. Refuses pairs of unequal lengths, or none.
 */
export function bootstrapDifference(
  pairs: readonly PairedPredictions[],
  metric: MetricName,
  options: BootstrapOptions = {},
): BootstrapDifference {
  const units = pairs.map(({ labels, a, b }, k) => ({
    metric,
    labels,
    terms: [
      { weight: 1, predictions: a },
      { weight: -1, predictions: b },
    ],
    draws: k,
  }));
  return bootstrapContrast(units, options);
}

/** The same for any weighted sum of scores, the mean over the units: one a task and seed, each with its own metric. */
export function bootstrapContrast(
  units: readonly BootstrapUnit[],
  { resamples = 1000, seed = 0 }: BootstrapOptions = {},
): BootstrapDifference {
  if (units.length === 0) throw new LabError('expected predictions to compare, got none');
  if (!Number.isInteger(resamples) || resamples < 40)
    throw new LabError(`expected 40 resamples or more for a 95% interval, got ${resamples}`);
  const scores = units.map(weightedScore);
  const mean = (rowsOf: (unit: BootstrapUnit) => Int32Array) =>
    units.reduce((sum, unit, u) => sum + scores[u](rowsOf(unit)), 0) / units.length;
  const difference = mean(({ labels }) => Int32Array.from(labels, (_, n) => n));
  const drawn = Array.from({ length: resamples }, (_, i) =>
    mean(({ labels, draws }) => drawnRows(labels.length, derivedSeed(seed, 'bootstrap', i, draws))),
  ).sort((x, y) => x - y);
  return { difference, interval: [quantile(drawn, 0.025), quantile(drawn, 0.975)] };
}

/** The weighted sum of a unit's scores on some of its examples. */
function weightedScore({ metric, labels, terms }: BootstrapUnit): (rows: Int32Array) => number {
  const scores = terms.map(({ predictions }) => scoreOfRows(metric, predictions, labels));
  return (rows) => terms.reduce((sum, { weight }, k) => sum + weight * scores[k](rows), 0);
}

/** Refuses what `measure` refuses. Metrics of classes need no more than counts, and a cell of the confusion matrix for each example gives them at once. */
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

/** The q-quantile of sorted values, linear between neighbours. */
function quantile(sorted: readonly number[], q: number): number {
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
}
