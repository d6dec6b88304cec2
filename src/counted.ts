/** Numbers count to this part of the largest of their list. */
const PART = 1e-5;

/** No simple fraction lies half way between two numbers that count. */
const OFFSET = 0.381966;

/**
 * The largest magnitude of a list, and every number as a multiple of a part of it. The last digits, in which engines of
 * JavaScript may differ, are left out.
 */
export function counted(values: ArrayLike<number>): readonly (number | string)[] {
  const numbers = Array.from(values);
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!Number.isFinite(largest)) return numbers.map(String);
  if (largest === 0) return numbers;
  return [significant(largest), ...numbers.map((value) => Math.floor(value / (largest * PART) + OFFSET))];
}

/** The number on a scale whose steps are equal parts of it. */
const significant = (value: number): number => Math.floor(Math.log(value) / PART + OFFSET);
