import { LabError } from './errors';

/** The place of the first number that is NaN or infinite, -1 where there is none. */
export function firstNotFinite(values: ArrayLike<number>): number {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return i;
  return -1;
}

/** Refuses numbers that are NaN or infinite, which have no mean and, the first, no rank. */
export function requireFinite(values: ArrayLike<number>, what: string): void {
  const at = firstNotFinite(values);
  if (at >= 0)
    throw new LabError(`expected ${what} to be finite, got ${values[at]} at ${at}, counted from 0`);
}
