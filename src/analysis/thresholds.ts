import { LabError } from '../errors';
import { requireClasses } from '../signals/softmax';
import type { ExitSignal } from '../types';

/** `count` evenly spaced numbers from `first` to `last`, both included and exact. */
export function linspace(first: number, last: number, count: number): number[] {
  if (!Number.isInteger(count) || count < 2)
    throw new LabError(`expected a count of at least 2, got ${count}`);
  const step = (last - first) / (count - 1);
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? last : first + i * step));
}

/**
 * Thresholds for a confidence among C classes: 11 from 1/C, where everyone leaves first, to 1 (SWEET section 3.3, which
 * writes an open interval and describes both ends).
 */
export function confidenceThresholds(classes: number, count = 11): number[] {
  requireClasses(classes, 'a threshold on confidence');
  return linspace(1 / classes, 1, count);
}

/** The thresholds again, if there are any and each is one that the signal's scores can meet and miss: in [1/C, 1] for confidence. */
export function checkThresholds(
  thresholds: readonly number[],
  signal: ExitSignal,
  classes: number,
): readonly number[] {
  const [least, largest] = signal.range?.(classes) ?? [-Infinity, Infinity];
  if (thresholds.length === 0) throw new LabError(`expected thresholds for ${signal.name}, got none`);
  const stray = thresholds.find((threshold) => !(threshold >= least && threshold <= largest));
  if (stray === undefined) return thresholds;
  throw new LabError(
    `expected thresholds for ${signal.name} among ${classes} classes from ${least} to ${largest}, got ${stray}`,
  );
}
