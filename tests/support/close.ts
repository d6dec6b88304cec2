import assert from 'node:assert/strict';

/** How far two numbers may be apart: absolute + relative·|expected|. */
export interface Tolerance {
  readonly absolute?: number;
  readonly relative?: number;
}

/** Every number within its own tolerance; a failure names the worst place. */
export function assertEachClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { absolute = 0, relative = 0 }: Tolerance,
  what: string,
): void {
  assert.equal(actual.length, expected.length, `${what}: how many numbers`);
  let worst = 0;
  let excess = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < expected.length; i++) {
    const over = Math.abs(actual[i] - expected[i]) - absolute - relative * Math.abs(expected[i]);
    if (!(over <= excess)) [worst, excess] = [i, over];
  }
  if (excess <= 0 || expected.length === 0) return;
  assert.fail(`${what}: expected ${expected[worst]} at ${worst}, got ${actual[worst]}`);
}

/** Numbers that belong together: the largest difference against the largest of the expected ones. */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  relative: number,
  what: string,
): void {
  const largest = Array.from(expected).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  assertEachClose(actual, expected, { absolute: relative * largest }, what);
}

/** Numbers of nested arrays in reading order. */
export function flat(nested: unknown): number[] {
  return typeof nested === 'number' ? [nested] : (nested as unknown[]).flatMap(flat);
}
