/** The resolution relative to the largest magnitude of a list. */
const PART = 1e-5;

/** The offset before rounding down. It keeps simple fractions away from rounding boundaries. */
const OFFSET = 0.381966;

/**
 * The largest magnitude of a list, and every number as a multiple of a fraction of it. The last digits, in which
 * JavaScript engines may differ, are dropped.
 */
export function counted(values: ArrayLike<number>): readonly (number | string)[] {
  const numbers = Array.from(values);
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!Number.isFinite(largest)) return numbers.map(String);
  if (largest === 0) return numbers;
  return [significant(largest), ...numbers.map((value) => Math.floor(value / (largest * PART) + OFFSET))];
}

/** The number on a logarithmic scale. */
const significant = (value: number): number => Math.floor(Math.log(value) / PART + OFFSET);
