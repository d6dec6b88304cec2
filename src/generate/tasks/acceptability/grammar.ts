/** The logical form of a sentence's grammar, and the parts that every rule puts sentences together from. */

import type { Random } from '../../../text/random';
import { chance, pick } from '../../choice';
import { plural } from '../../english';
import type { Level } from '../../graded';
import { names } from '../../lexicon/names';
import { occupations } from '../../lexicon/people';
import { buildings, towns } from '../../lexicon/places';
import { handlingVerbs, menNouns, socialVerbs, womenNouns } from '../../lexicon/syntax';
import { objects, qualities } from '../../lexicon/things';

/** A word with the feature that counts here: its number, its gender, the form that it has or asks for. */
export interface Sign {
  readonly word: string;
  readonly feature: string;
}

/** The words of a sentence that a rule looks at; `links` pairs those that have to agree. */
export interface AcceptabilityForm {
  readonly rule: string;
  readonly signs: readonly Sign[];
  readonly links: readonly (readonly [number, number])[];
}

/** What a rule is asked for. */
export interface Draw {
  readonly random: Random;
  readonly level: Level;
  readonly acceptable: boolean;
}

/** A sentence as a rule made it: two words that have to agree, and what stands between them. */
export interface Sketch {
  readonly text: string;
  readonly end: '.' | '?';
  readonly controller: Sign;
  readonly dependent: Sign;
  readonly between: Insert;
}

export type Rule = (draw: Draw) => Sketch;

export type Amount = 'singular' | 'plural';

export const anyAmount = (random: Random): Amount => pick(['singular', 'plural'], random);

/** The feature that agrees with the wanted one, or another that does not. */
export function agreeing<Feature extends string>(
  wanted: Feature,
  features: readonly Feature[],
  { acceptable, random }: Draw,
): Feature {
  return acceptable
    ? wanted
    : pick(
        features.filter((feature) => feature !== wanted),
        random,
      );
}

/** A noun in one of its numbers. */
export function nounOf(words: readonly string[], random: Random, amount = anyAmount(random)): Sign {
  const word = pick(words, random);
  return { word: amount === 'singular' ? word : plural(word), feature: amount };
}

export const persons: readonly string[] = [...occupations, ...menNouns, ...womenNouns];

/** "the old lamp": an adjective now and then. */
export function the({ word }: Sign, random: Random): string {
  const determiner = chance(0.8, random) ? 'the' : pick(['my', 'our', 'her', 'his'], random);
  return chance(0.15, random) ? `${determiner} ${pick(qualities, random)} ${word}` : `${determiner} ${word}`;
}

/** Words that stand after a noun, and the nouns among them that could be taken for it. */
export interface Insert {
  readonly text: string;
  readonly nouns: readonly Sign[];
}

const nothing: Insert = { text: '', nouns: [] };

type Sort = 'thing' | 'person';

/** What follows the noun: nothing at level 1, words without a noun of their own at level 2, then as many nouns as the level minus 2. */
export function insertAfter(sort: Sort, { level, random }: Draw): Insert {
  if (level === 1) return nothing;
  if (level === 2)
    return { text: pick(sort === 'thing' ? thingAside : personAside, random)(random), nouns: [] };
  const shape = pick(shapes[sort][level], random);
  const nouns: Sign[] = [];
  const text = shape.replace(/[TPBSH](?![a-z])/g, (slot) => {
    if (slot === 'S') return pick(socialVerbs, random).past;
    if (slot === 'H') return pick(handlingVerbs, random).past;
    const noun = nounOf(slot === 'T' ? objects : slot === 'P' ? persons : buildings, random);
    nouns.push(noun);
    return the(noun, random);
  });
  return {
    text: text.replace(/\bby\b/g, () => pick(['near', 'behind', 'beside', 'next to'], random)),
    nouns,
  };
}

const thingAside: readonly ((random: Random) => string)[] = [
  (random) => `that ${pick(names, random)} ${pick(handlingVerbs, random).past}`,
  (random) => `from ${pick([...towns.keys()], random)}`,
  (random) => pick(['in question', 'over there', 'upstairs', 'outside', 'on top', 'at home'], random),
];

const personAside: readonly ((random: Random) => string)[] = [
  (random) => `who ${pick(socialVerbs, random).past} ${pick(names, random)}`,
  (random) => `from ${pick([...towns.keys()], random)}`,
  (random) => `that ${pick(names, random)} ${pick(socialVerbs, random).past}`,
  (random) => pick(['over there', 'next door', 'upstairs', 'outside', 'at home'], random),
];

/** T a thing, P a person, B a building, S what people do to people, H what they do to things. */
const shapes: Readonly<Record<Sort, Readonly<Record<3 | 4 | 5, readonly string[]>>>> = {
  thing: {
    3: ['by T', 'by T', 'from B', 'in B', 'that P H', 'that P H', 'of P'],
    4: [
      'by T in B',
      'of P from B',
      'by T that P H',
      'that P by T H',
      'that P from B H',
      'of P who S P',
      'that P H in B',
    ],
    5: [
      'that P by T H in B',
      'by T that P from B H',
      'of P who S P by T',
      'by T in B that P H',
      'that P who S P H by T',
    ],
  },
  person: {
    3: ['by T', 'with T', 'from B', 'who S P', 'that P S', 'who H T'],
    4: [
      'with T from B',
      'who S P by T',
      'that P with T S',
      'by T who S P',
      'who H T by T',
      'that P from B S',
    ],
    5: [
      'with T who S P by T',
      'that P with T S in B',
      'who S P that P with T S',
      'from B who H T by T',
      'who S P with T in B',
    ],
  },
};
