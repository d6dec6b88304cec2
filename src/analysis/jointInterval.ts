/** A 95% interval, or null without one. */
export type Interval = readonly [low: number, high: number];

/**
 * The 95% interval of a mean over seeds and examples together. All seeds have the same evaluation examples, so the two
 * are independent sources, and half-widths add as sqrt(a^2 + b^2). With one source, the interval of that source. Null
 * without any.
 */
export function jointInterval(
  mean: number,
  ...sources: readonly (Interval | null | undefined)[]
): Interval | null {
  const known = sources.flatMap((source) => (source ? [source] : []));
  if (known.length === 0) return null;
  const half = Math.hypot(...known.map(([low, high]) => (high - low) / 2));
  return [mean - half, mean + half];
}
