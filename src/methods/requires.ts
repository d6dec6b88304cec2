/** What several methods require of a model. Each function throws LabError. */
import { LabError } from '../errors';
import type { CheckedModel } from '../types';

/** Two exits or more. `because` says what the method does with them. */
export function requireExits({ depths }: Pick<CheckedModel, 'depths'>, title: string, because: string): void {
  if (depths.length >= 2) return;
  throw new LabError(`${title}: expected 2 exits or more, got ${depths.length}; ${because}`);
}

/** Two classes or more. `because` says what the method does with them. */
export function requireClasses(
  { classes }: Pick<CheckedModel, 'classes'>,
  title: string,
  because = 'it needs class probabilities',
): void {
  if (classes >= 2) return;
  throw new LabError(`${title}: expected a task of 2 classes or more, got a regression task; ${because}`);
}

/** Finite constants of 0 or more, by name. */
export function requireConstants(constants: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(constants))
    if (!(value >= 0 && value < Infinity))
      throw new LabError(`${name}: expected a finite number of 0 or more, got ${value}`);
}

/** A finite temperature above 0. */
export function requireTemperature(temperature: number): void {
  if (temperature > 0 && temperature < Infinity) return;
  throw new LabError(`temperature: expected a finite number above 0, got ${temperature}`);
}
