import { type CurvePoint, scoreWithin } from './tradeoff';

/** The ELUE score of a curve, and the number of costs that it is the mean over. */
export interface ElueScore {
  /** Null if no cost is within both curves. */
  readonly score: number | null;
  readonly points: number;
  /** The number of costs that lie outside one of the two curves. */
  readonly leftOut: number;
}

/**
 * The ELUE score (Liu et al. 2022): 1/n Σ_i (score(c_i) - baseline(c_i)), the mean gain over ElasticBERT's static exits
 * at equal cost. 0 is as good as ElasticBERT. On ELUE's leaderboard the costs c_i are those that the submitter chose.
 * Here they are fixed, so that no system is compared only where it is strong: by default those of the baseline's exits.
 * A cost that is beyond an end of one of the two curves is left out and counted.
 */
export function elueScore(
  curve: readonly CurvePoint[],
  baseline: readonly CurvePoint[],
  costs: readonly number[] = baseline.map(({ costFraction }) => costFraction),
): ElueScore {
  const gains = costs.flatMap((cost) => {
    const [own, theirs] = [scoreWithin(curve, cost), scoreWithin(baseline, cost)];
    return own === null || theirs === null ? [] : [own - theirs];
  });
  const points = gains.length;
  const score = points === 0 ? null : gains.reduce((sum, gain) => sum + gain, 0) / points;
  return { score, points, leftOut: costs.length - points };
}
