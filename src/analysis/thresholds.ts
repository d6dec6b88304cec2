import { LabError } from '../errors';
import { requireClasses } from '../signals/softmax';
import type { ExitRecord, ExitSignal } from '../types';
import { finiteScores } from './signalScores';

/** `count` evenly spaced numbers from `first` to `last`, both included exactly. */
export function linspace(first: number, last: number, count: number): number[] {
  if (!Number.isInteger(count) || count < 2)
    throw new LabError(`expected a count of at least 2, got ${count}`);
  const step = (last - first) / (count - 1);
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? last : first + i * step));
}

/**
 * Thresholds for a confidence among C classes: 11 from 1/C, where every example leaves at the first exit, to 1 (SWEET
 * section 3.3, which writes an open interval and describes both ends).
 */
export function confidenceThresholds(classes: number, count = 11): number[] {
  requireClasses(classes, 'a threshold on confidence');
  return linspace(1 / classes, 1, count);
}

/**
 * Thresholds at quantiles of the signal's scores at the E - 1 internal exits, increasing. About equally many scores
 * lie between neighbouring thresholds, whatever the range of the signal; most energies lie in 0..1/(1 + C). At one
 * end every example leaves at the first exit, at the other every example runs to the last. There are at most count +
 * 1 thresholds, because equal scores give one. Labels are not used. Throws LabError for a record of a single exit,
 * and for NaN or infinite scores.
 */
export function quantileThresholds(record: ExitRecord, signal: ExitSignal, count = 100): number[] {
  const internal = record.labels.length * (record.depths.length - 1);
  if (internal === 0)
    throw new LabError(
      `expected 2 or more exits to choose thresholds for ${signal.name}, got ${record.depths.length}`,
    );
  const scores = finiteScores(record, signal).subarray(0, internal).sort();
  const chosen = linspace(0, internal - 1, count).map((at) => scores[Math.round(at)]);
  const ends =
    signal.exitsWhen === 'score > threshold'
      ? [below(chosen[0]), ...chosen]
      : [...chosen, above(chosen[chosen.length - 1])];
  return [...new Set(ends)];
}

/** The next larger float32. Infinity stays infinity. */
function above(value: number): number {
  if (value === Infinity) return value;
  if (value === 0) return 2 ** -149;
  const bits = new Int32Array(Float32Array.of(value).buffer);
  bits[0] += value > 0 ? 1 : -1;
  return new Float32Array(bits.buffer)[0];
}

/** The next smaller float32. */
const below = (value: number): number => -above(-value);

/**
 * Returns the thresholds unchanged if there is at least one, and each is in the range of the signal: [1/C, 1] for
 * confidence, or one float32 beyond, where every score is on the same side.
 */
export function checkThresholds(
  thresholds: readonly number[],
  signal: ExitSignal,
  classes: number,
): readonly number[] {
  const [least, largest] = signal.range?.(classes) ?? [-Infinity, Infinity];
  if (thresholds.length === 0) throw new LabError(`expected thresholds for ${signal.name}, got none`);
  const stray = thresholds.find((threshold) => !(threshold >= below(least) && threshold <= above(largest)));
  if (stray === undefined) return thresholds;
  throw new LabError(
    `expected thresholds for ${signal.name} among ${classes} classes from ${least} to ${largest}, got ${stray}`,
  );
}
