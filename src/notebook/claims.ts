import type { ScoreRow } from '../analysis/rows';
import { pairedDifference } from '../analysis/statistics';
import { LabError } from '../errors';
import { check } from './checks';

/** Two methods at one exit or cost. */
export interface Comparison {
  readonly better: string;
  readonly worse: string;
  readonly x: number;
}

/**
 * Checks that one method scores higher than another at x: the mean of the differences within each task and seed, in
 * points, with its 95% interval. Where the interval contains 0 the sign may be chance, and the numbers say so.
 */
export function checkBetter(name: string, rows: readonly ScoreRow[], { better, worse, x }: Comparison): void {
  const of = (method: string) => rows.filter((row) => row.method === method && Math.abs(row.x - x) < 1e-9);
  const partner = of(worse);
  const pairs = of(better).map((row) => {
    const other = partner.find(({ task, seed }) => task === row.task && seed === row.seed);
    if (!other) throw new LabError(`expected ${worse} on ${row.task}, seed ${row.seed}, at ${x}; found none`);
    return [100 * row.score, 100 * other.score] as const;
  });
  const { mean, interval, n } = pairedDifference(
    pairs.map(([a]) => a),
    pairs.map(([, b]) => b),
  );
  const range = interval ? `, 95% interval ${interval.map((bound) => bound.toFixed(1)).join(' to ')}` : '';
  check(name, mean > 0, `${mean.toFixed(1)} points over ${n} pairs${range}`);
}
