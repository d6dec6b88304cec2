import { LabError } from '../errors';
import { checkOutputs } from '../outputs';
import type { ExitRecord, ExitSignal } from '../types';
import { forEachReached, type Walk } from './readings';

/**
 * The signal of every example at every exit, float32 [E, N]. The signal receives only the exits reached so far, so it
 * cannot look ahead. Throws LabError for NaN or infinite outputs, and for a signal that is NaN, which no threshold
 * can be compared with.
 */
export function signalScores(
  record: ExitRecord,
  signal: ExitSignal,
  walk: Walk = forEachReached,
): Float32Array {
  checkOutputs(record);
  const N = record.labels.length;
  const scores = new Float32Array(record.depths.length * N);
  walk(record, (reached, e, n) => {
    scores[e * N + n] = signal.score(reached);
  });
  refuseScore(record, signal, scores, Number.isNaN);
  return scores;
}

/** Throws LabError that names the example and the exit, for a score with `isBad`. */
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
    `expected finite scores of ${signal.name}, ` +
      `got ${scores[at]} for example ${at % N} at depth ${record.depths[Math.floor(at / N)]}`,
  );
}

/** The scores of `signalScores`, [E, N]. Throws LabError for NaN or infinite scores, which cannot be ranked. */
export function finiteScores(record: ExitRecord, signal: ExitSignal): Float32Array {
  const scores = signalScores(record, signal);
  refuseScore(record, signal, scores, (score) => !Number.isFinite(score));
  return scores;
}
