import { LabError } from '../errors';
import { demand } from './checks';

/**
 * Checks that our numbers are those of another source, such as the published code, and prints one line with their count
 * and the largest difference. Throws LabError with the first that differs.
 */
export function demandSame(
  what: string,
  ours: ArrayLike<number>,
  others: ArrayLike<number>,
  tolerance = 1e-6,
): void {
  if (ours.length !== others.length)
    throw new LabError(`${what}: expected ${others.length} numbers, got ${ours.length}`);
  const apart = Array.from(others, (other, i) => Math.abs(other - ours[i]));
  const first = apart.findIndex((difference) => !(difference <= tolerance));
  const detail =
    first < 0
      ? `${ours.length} numbers, differences of at most ${Math.max(0, ...apart).toExponential(0)}`
      : `number ${first + 1}: ${ours[first]} and ${others[first]}`;
  demand(what, first < 0, detail);
}
