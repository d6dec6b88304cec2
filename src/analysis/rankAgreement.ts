import { interval95 } from './bootstrap';
import type { DrawnMean } from './drawnMeans';
import { spearman } from './metrics';

/** How far two rankings of the same systems agree. */
export interface RankAgreement {
  /** The number of systems in both. */
  readonly systems: number;
  /** Spearman's correlation; 1: the same order, 0: unrelated. */
  readonly rho: number;
  /** The 95% interval over draws of seeds and examples; of each ranking by itself. */
  readonly low: number;
  readonly high: number;
}

/**
 * Spearman's correlation of the mean scores of the systems that both rankings have. The draws of the two rankings are
 * independent, because their examples and seeds are. Null with fewer than three systems.
 */
export function rankAgreement(one: readonly DrawnMean[], other: readonly DrawnMean[]): RankAgreement | null {
  const pairs = one.flatMap((a) => other.filter(({ method }) => method === a.method).map((b) => [a, b]));
  if (pairs.length < 3) return null;
  const rhoOf = (scoreOf: (mean: DrawnMean) => number) =>
    spearman(
      pairs.map(([a]) => scoreOf(a)),
      pairs.map(([, b]) => scoreOf(b)),
    );
  const draws = Array.from(pairs[0][0].draws, (_, i) => rhoOf(({ draws }) => draws[i]));
  const [low, high] = interval95(draws);
  return { systems: pairs.length, rho: rhoOf(({ mean }) => mean), low, high };
}
