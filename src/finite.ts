import { LabError } from './errors';

/** The index of the first number that is NaN or infinite, or -1. */
export function firstNotFinite(values: ArrayLike<number>): number {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return i;
  return -1;
}

/** Throws LabError for a number that is NaN or infinite. Such numbers have no mean, and NaN has no rank. */
export function requireFinite(values: ArrayLike<number>, what: string): void {
  const at = firstNotFinite(values);
  if (at >= 0)
    throw new LabError(`expected ${what} to be finite, got ${values[at]} at ${at}, counted from 0`);
}
