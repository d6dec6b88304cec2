import { LabError } from '../errors';
import { checkOutputs } from '../outputs';
import type { ExitRecord, ExitSignal } from '../types';
import { forEachReached } from './readings';

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
