import { LabError } from '../errors';
import { requireFinite } from '../finite';
import type { ExitRecord, ExitSignal } from '../types';
import { type DefinedScore, type DefinedSummary, summariseDefined } from './definedRows';
import type { ScoredRun } from './difficulty';
import type { DifficultyMeasure } from './difficultyMeasures';
import { ranks } from './ranks';
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
export function inversionOf(
  record: ExitRecord,
  doubts: Float32Array,
  difficulty: DifficultyMeasure,
): (number | null)[] {
  const N = record.labels.length;
  return record.depths.map((_, e) =>
    pairsInOrder(doubts.subarray(e * N, (e + 1) * N), difficulty.of(record, e)),
  );
}

/**
 * The share of the pairs with d_i < d_j that have s_i < s_j; equal scores count one half. Null if all d are equal.
 * O(N log N): examples are inserted in the order of difficulty, and a Fenwick tree counts the easier examples by the
 * rank of their score. Throws LabError for NaN or infinite scores and difficulties.
 */
export function pairsInOrder(scores: ArrayLike<number>, difficulties: ArrayLike<number>): number | null {
  const N = scores.length;
  if (difficulties.length !== N)
    throw new LabError(`expected as many difficulties as scores, got ${difficulties.length} and ${N}`);
  requireFinite(difficulties, 'difficulties');
  const places = ranks(scores).map((rank) => 2 * rank);
  const easier = fenwickTree(2 * N);
  const order = Array.from(places.keys()).sort((a, b) => difficulties[a] - difficulties[b]);
  let [pairs, inOrder] = [0, 0];
  for (let start = 0, end = 0; start < N; start = end) {
    while (end < N && difficulties[order[end]] === difficulties[order[start]]) end++;
    const level = order.slice(start, end);
    pairs += start * level.length;
    for (const n of level) inOrder += (easier.upTo(places[n] - 1) + easier.upTo(places[n])) / 2;
    for (const n of level) easier.add(places[n]);
  }
  return pairs === 0 ? null : inOrder / pairs;
}

/** Counts at positions 1 to `size`. Adding one and counting up to a position are both O(log size). */
function fenwickTree(size: number) {
  const sums = new Int32Array(size + 1);
  return {
    add(place: number) {
      for (let i = place; i <= size; i += i & -i) sums[i]++;
    },
    upTo(place: number): number {
      let sum = 0;
      for (let i = place; i > 0; i -= i & -i) sum += sums[i];
      return sum;
    },
  };
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
