import { LabError } from '../errors';
import { derivedSeed, seededRandom } from '../text/random';
import type { MetricName } from '../types';
import { measure } from './metrics';

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

/**
 * The percentile bootstrap over examples (Efron 1979): N examples are drawn with replacement, both methods are scored on the
 * same draw, and so again. With several pairs, one a seed of training, the mean of their differences is taken, each on draws
 * of its own: the interval speaks of the examples, not of the seeds. Refuses pairs of unequal lengths, or none.
 */
export function bootstrapDifference(
  pairs: readonly PairedPredictions[],
  metric: MetricName,
  { resamples = 1000, seed = 0 }: BootstrapOptions = {},
): BootstrapDifference {
  if (pairs.length === 0) throw new LabError('expected predictions to compare, got none');
  if (!Number.isInteger(resamples) || resamples < 40)
    throw new LabError(`expected 40 resamples or more for a 95% interval, got ${resamples}`);
  const difference = meanDifference(pairs, metric);
  const drawn = Array.from({ length: resamples }, (_, i) =>
    meanDifference(
      pairs.map((pair, k) => resampled(pair, derivedSeed(seed, 'bootstrap', i, k))),
      metric,
    ),
  ).sort((x, y) => x - y);
  return { difference, interval: [quantile(drawn, 0.025), quantile(drawn, 0.975)] };
}

const meanDifference = (pairs: readonly PairedPredictions[], metric: MetricName): number =>
  pairs.reduce((sum, { a, b, labels }) => sum + measure(metric, a, labels) - measure(metric, b, labels), 0) /
  pairs.length;

function resampled({ labels, a, b }: PairedPredictions, seed: number): PairedPredictions {
  const random = seededRandom(seed);
  const rows = Int32Array.from({ length: labels.length }, () => random.integer(labels.length));
  const of = (values: ArrayLike<number>) => Float64Array.from(rows, (row) => values[row]);
  return { labels: of(labels), a: of(a), b: of(b) };
}

/** The q-quantile of sorted values, linear between neighbours. */
function quantile(sorted: readonly number[], q: number): number {
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
}
