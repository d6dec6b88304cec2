import type { Summary } from './statistics';

/** A 95% interval. */
export type Interval = readonly [low: number, high: number];

/**
 * The 95% interval over seeds and examples; null with one seed. All seeds share their evaluation examples. So the draw
 * of seeds and the draw of examples are independent, and the half-widths add as sqrt(a^2 + b^2), for each end by
 * itself.
 */
export function combinedInterval(
  { mean, interval }: Pick<Summary, 'mean' | 'interval'>,
  examples?: Interval | null,
): Interval | null {
  if (!interval) return null;
  if (!examples) return interval;
  const half = interval[1] - mean;
  const [left, right] = [Math.max(0, mean - examples[0]), Math.max(0, examples[1] - mean)];
  return [mean - Math.hypot(half, left), mean + Math.hypot(half, right)];
}
