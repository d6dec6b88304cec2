import type { ExitRecord, ExitSignal } from '../types';
import type { OnDraws } from './bootstrap';
import { type DefinedScore, type DefinedSummary, summariseDefined } from './definedRows';
import type { ScoredRun } from './difficulty';
import type { DifficultyMeasure } from './difficultyMeasures';
import { pairsInOrderOnDraws } from './pairsInOrder';
import { finiteScores } from './signalScores';

/**
 * The difficulty inversion score of every exit, [E] (Li et al. 2021, CascadeBERT; COSEE Fig. 5). It is the share of
 * pairs of examples, one of them harder, that the signal ranks in the order of their difficulty. 1: all pairs are in
 * the right order; 0.5: chance; 0: all pairs are inverted.
 *
 * COSEE defines neither difficulty nor the treatment of ties, and its code does not compute this score. Here the
 * caller passes a `DifficultyMeasure`. Pairs of equal difficulty are excluded, and a pair of equal scores counts one
 * half. A signal whose examples leave above the threshold is negated, so that larger always means harder. The score
 * is null at an exit where all examples are equally hard. Throws LabError for NaN or infinite scores.
 */
export const difficultyInversion = (
  record: ExitRecord,
  signal: ExitSignal,
  difficulty: DifficultyMeasure,
): (number | null)[] => inversionOf(record, doubtsOf(record, signal), difficulty);

/** A signal as doubts, [E, N]: larger always means harder. Throws LabError for NaN or infinite scores. */
export function doubtsOf(record: ExitRecord, signal: ExitSignal): Float32Array {
  const sign = signal.exitsWhen === 'score < threshold' ? 1 : -1;
  return finiteScores(record, signal).map((score) => sign * score);
}

/** `difficultyInversion` for doubts that are computed already. */
export const inversionOf = (
  record: ExitRecord,
  doubts: Float32Array,
  difficulty: DifficultyMeasure,
): (number | null)[] => inversionOnDraws(record, doubts, difficulty).map((share) => share());

/** Returns `inversionOf` of each exit on a draw, [E]. */
export function inversionOnDraws(
  record: ExitRecord,
  doubts: Float32Array,
  difficulty: DifficultyMeasure,
): OnDraws[] {
  const N = record.labels.length;
  return record.depths.map((_, e) =>
    pairsInOrderOnDraws(doubts.subarray(e * N, (e + 1) * N), difficulty.of(record, e)),
  );
}

/** The score of every exit of every run; x is the depth. `difficultyOf` returns a run's measure: `() => exitLoss`. */
export function inversionScores<R extends ScoredRun>(
  runs: readonly R[],
  signal: ExitSignal,
  difficultyOf: (run: R) => DifficultyMeasure,
): DefinedScore[] {
  return runs.flatMap((run) => {
    const { method, task, seed } = run.config;
    return difficultyInversion(run.evaluation, signal, difficultyOf(run)).map((score, e) => ({
      method,
      task,
      seed,
      x: run.evaluation.depths[e],
      score,
    }));
  });
}

/**
 * The cells of a heat map (COSEE Fig. 5): one for each method, task and depth, over the seeds with a defined score.
 */
export const inversionRows = <R extends ScoredRun>(
  runs: readonly R[],
  signal: ExitSignal,
  difficultyOf: (run: R) => DifficultyMeasure,
): DefinedSummary[] => summariseDefined(inversionScores(runs, signal, difficultyOf));
