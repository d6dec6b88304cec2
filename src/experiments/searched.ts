/** What the searches on held-out training examples have chosen. The choices are frozen in data/searched.json. */
import { join } from 'node:path';
import { LabError } from '../errors';
import { writeAtomically } from '../files';
import { readJsonObject } from '../json';
import { type ChosenConstants, earlyExit } from '../methods';
import { projectRoot } from '../paths';
import { withoutGates } from './gates';

/** The choices of the searches on one profile. */
export interface Searched {
  /** The learning rate of each method of the search. */
  readonly learningRates: { readonly [method: string]: number };
  /** The constants of COSEE. */
  readonly cosee: { readonly alpha: number; readonly beta0: number };
  /** The constant of each method of another paper that has one to be searched; absent where none was searched. */
  readonly ownConstants?: ChosenConstants;
}

export const searchedFile = (): string => join(projectRoot(), 'data', 'searched.json');

const readAll = (): { readonly [profile: string]: unknown } =>
  readJsonObject(searchedFile(), 'the choices of the searches');

/**
 * The choices of a profile. `rateOf` gives the learning rate of any method: a method with gates has the rate of its
 * base method; another method that the search lacks has the rate of Early-Exit. Throws LabError if the file has no
 * choices of the profile.
 */
export function searched(
  profile: string,
): Required<Searched> & { readonly rateOf: (method: string) => number } {
  const found = readAll()[profile] as Searched | undefined;
  if (!found)
    throw new LabError(
      `${searchedFile()}: expected the choices of the profile ${profile}, found none; make them with ` +
        `npm run search -- --profile ${profile}`,
    );
  const { learningRates } = found;
  return {
    ownConstants: {},
    ...found,
    rateOf: (method) => learningRates[withoutGates(method)] ?? learningRates[earlyExit.name],
  };
}

/** Replaces some choices of a profile. */
export function freeze(profile: string, choices: Partial<Searched>): void {
  const all = readAll();
  const own = { ...(all[profile] as Searched | undefined), ...choices };
  writeAtomically(searchedFile(), [`${JSON.stringify({ ...all, [profile]: own }, null, 2)}\n`]);
}
