/** What the searches on held-out training examples have chosen. The choices are frozen in data/searched.json. */
import { join } from 'node:path';
import { LabError } from '../errors';
import { readJsonObject } from '../json';
import { earlyExit } from '../methods';
import { projectRoot } from '../paths';
import { withoutGates } from './gates';

/** The choices of the searches on one profile. */
export interface Searched {
  /** The learning rate of each method of the search. */
  readonly learningRates: { readonly [method: string]: number };
  /** The constants of COSEE. */
  readonly cosee: { readonly alpha: number; readonly beta0: number };
}

export const searchedFile = (): string => join(projectRoot(), 'data', 'searched.json');

/** The choices of a profile. Throws LabError if the file has none. */
export function searched(profile: string): Searched {
  const found = readJsonObject(searchedFile(), 'the choices of the searches')[profile] as
    | Searched
    | undefined;
  if (found) return found;
  throw new LabError(`${searchedFile()}: expected the choices of the profile ${profile}, found none`);
}

/**
 * The learning rate of a method from the search of a profile. A method that the search lacks has the rate of Early-Exit.
 * A method with gates has the rate of its base method.
 */
export function searchedRate(profile: string): (method: string) => number {
  return (method) => {
    const { learningRates } = searched(profile);
    return learningRates[withoutGates(method)] ?? learningRates[earlyExit.name];
  };
}
