import { LabError } from '../errors';
import { derivedSeed, seededRandom } from '../text/random';
import type { RunRecord } from '../types';

export interface BootstrapOptions {
  readonly resamples?: number;
  readonly seed?: number;
}

/**
 * A measure on a draw, or null where it is undefined. `times` [N] says how often each example was drawn; without it,
 * each example counts once.
 */
export type OnDraws = (times?: ArrayLike<number>) => number | null;

/** The draw of each example once, [N]. */
export const eachOnce = (N: number): ArrayLike<number> => new Uint8Array(N).fill(1);

/**
 * Draws of N examples from N with replacement (Efron 1979), as the number of times that each example was drawn, [N].
 * `examples` names the examples: equal names give equal draws, so that models are compared on the same draws.
 */
export function bootstrapDraws(
  N: number,
  examples: string,
  { resamples = 1000, seed = 0 }: BootstrapOptions = {},
): Int32Array[] {
  if (!Number.isInteger(resamples) || resamples < 40)
    throw new LabError(`expected 40 resamples or more for a 95% interval, got ${resamples}`);
  return Array.from({ length: resamples }, (_, i) => {
    const random = seededRandom(derivedSeed(derivedSeed(seed, 'bootstrap', i), examples));
    const times = new Int32Array(N);
    for (let n = 0; n < N; n++) times[random.integer(N)]++;
    return times;
  });
}

/**
 * Returns the draws of a run's examples. Runs that were evaluated on the same examples of a task have the same draws,
 * which are made once.
 */
export function drawsOfExamples(options: BootstrapOptions): (run: RunRecord) => Int32Array[] {
  const known = new Map<string, Int32Array[]>();
  return ({ config, evaluation: { labels } }) => {
    const examples = `${config.task} ${labels.join('')}`;
    const draws = known.get(examples) ?? bootstrapDraws(labels.length, examples, options);
    known.set(examples, draws);
    return draws;
  };
}

/** The 2.5% and 97.5% quantiles. */
export function interval95(values: ArrayLike<number>): readonly [low: number, high: number] {
  const sorted = Array.from(values).sort((a, b) => a - b);
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/** The q-quantile of sorted values, with linear interpolation. */
export function quantile(sorted: readonly number[], q: number): number {
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
}
