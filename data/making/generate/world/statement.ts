import type { Random } from '../../../../src/text/random';
import { chance, pick } from '../choice';
import { men, women } from '../lexicon/names';

/** Draws one statement about the world, without its first capital and its full stop. */
export type Statement = (random: Random) => string;

/** A person, and the pronoun as an object. */
export interface Person {
  readonly name: string;
  readonly pronoun: 'her' | 'him';
}

export function person(random: Random): Person {
  return chance(0.5, random)
    ? { name: pick(women, random), pronoun: 'her' }
    : { name: pick(men, random), pronoun: 'him' };
}

/** "discarded it", but "threw it away". */
export function withObject(verb: string, object: string): string {
  const separable = /^(.*) (away|down|off|out|up)$/.exec(verb);
  return separable ? `${separable[1]} ${object} ${separable[2]}` : `${verb} ${object}`;
}
