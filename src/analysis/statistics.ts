import { LabError } from '../errors';
import { requireFinite } from '../finite';

/** A summary of n numbers. With n = 1 there is neither a deviation nor an interval. */
export interface Summary {
  readonly n: number;
  readonly mean: number;
  /** Sample standard deviation, divided by n - 1. */
  readonly sd: number | null;
  /** mean -+ t(0.975, n - 1) sd / sqrt(n). */
  readonly interval: readonly [low: number, high: number] | null;
}

/**
 * Mean, standard deviation and 95% interval over seeds. SWEET states neither the divisor of its deviations nor the
 * formula of its intervals. Here the divisor is n - 1, and the interval has Student's t instead of 1.96, which is too
 * narrow for three seeds. Throws LabError for an empty list, and for NaN or infinite numbers.
 */
export function summarise(values: readonly number[]): Summary {
  const n = values.length;
  if (n === 0) throw new LabError('expected at least one number to summarise, got none');
  requireFinite(values, 'the numbers of a summary');
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { n, mean, sd: null, interval: null };
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const half = (studentT(n - 1) * sd) / Math.sqrt(n);
  return { n, mean, sd, interval: [mean - half, mean + half] };
}

/** The summary of a_i - b_i, for two methods with the same seeds in the same order. */
export function pairedDifference(a: readonly number[], b: readonly number[]): Summary {
  if (a.length !== b.length)
    throw new LabError(`expected as many numbers in both lists, got ${a.length} and ${b.length}`);
  return summarise(a.map((value, i) => value - b[i]));
}

/** The quantile t(0.975, freedom): 12.706, 4.303, 3.182, ... with the limit 1.960. */
export function studentT(freedom: number): number {
  if (!Number.isSafeInteger(freedom) || freedom < 1)
    throw new LabError(`expected the degrees of freedom to be an integer of 1 or more, got ${freedom}`);
  let low = 0;
  let high = Math.PI / 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (within(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
  return Math.sqrt(freedom) * Math.tan(low);
}

/**
 * P(|T| <= t) for integer degrees of freedom; t = sqrt(freedom) tan(angle) (Abramowitz and Stegun 26.7.3, 26.7.4).
 */
function within(angle: number, freedom: number): number {
  const odd = freedom % 2;
  const cos2 = Math.cos(angle) ** 2;
  let term = odd ? Math.cos(angle) : 1;
  let sum = 0;
  for (let k = odd; k < freedom - 1; k += 2) {
    sum += term;
    term *= (cos2 * (k + 1)) / (k + 2);
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}
