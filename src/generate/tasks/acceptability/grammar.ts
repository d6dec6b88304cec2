/** The logical form of a sentence's grammar, and the parts that every rule puts sentences together from. */

import type { Random } from '../../../text/random';
import { chance, pick } from '../../choice';
import { plural, type Verb, wordList } from '../../english';
import type { Level } from '../../graded';
import { names } from '../../lexicon/names';
import { occupations } from '../../lexicon/people';
import { buildings, towns } from '../../lexicon/places';
import { handlingVerbs, keepingVerbs, menNouns, socialVerbs, womenNouns } from '../../lexicon/syntax';
import { kinds, objects, qualities } from '../../lexicon/things';

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
  /** Whether anything stands between the first two. */
  readonly apart: boolean;
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

/** Things that can be said to be near: "behind the bus". */
const landmarks: readonly string[] = [
  ...kinds['piece of furniture'],
  ...kinds.vehicle,
  ...kinds.tree,
  ...wordList('bridge door fence fountain gate hedge ladder statue tent wall window'),
];

/** Things that can be counted; "pliers" has but one number. */
export const things: readonly string[] = objects.filter((thing) => thing !== 'pliers');

/** "the old lamp": an adjective now and then. */
export function the({ word }: Sign, adjectives: readonly string[], random: Random): string {
  return chance(0.15, random) ? `the ${pick(adjectives, random)} ${word}` : `the ${word}`;
}

export const personQualities = wordList('clever famous friendly kind little old quiet rich shy tall young');

/** Words that stand after a noun, and the nouns among them that could be taken for it. */
export interface Insert {
  readonly text: string;
  readonly nouns: readonly Sign[];
}

const nothing: Insert = { text: '', nouns: [] };

type Sort = 'thing' | 'person' | 'animal';

/**
 * What follows the noun: nothing at level 1, words without a noun of their own at level 2, then as many nouns as the
 * level minus 2.
 */
export function insertAfter(sort: Sort, { level, random }: Draw): Insert {
  if (level === 1) return nothing;
  if (level === 2) return { text: asideAfter(sort, random), nouns: [] };
  const nouns: Sign[] = [];
  const text = pick(shapes[sort][level], random).replace(/[A-Z]/g, (slot) => {
    if (slot === 'N') return pick(['near', 'behind', 'beside', 'next to'], random);
    if (slot in slotVerbs) return pick(slotVerbs[slot], random).past;
    const { words, adjectives } = slotNouns[slot];
    const noun = nounOf(words, random);
    nouns.push(noun);
    return the(noun, adjectives, random);
  });
  return { text, nouns };
}

/** S what people do to people, H what they do to things, K what they do to animals. */
const slotVerbs: Readonly<Record<string, readonly Verb[]>> = {
  S: socialVerbs,
  H: handlingVerbs,
  K: keepingVerbs,
};

/** T a thing, P a person, B a building, L something to stand near. */
const slotNouns: Readonly<Record<string, { words: readonly string[]; adjectives: readonly string[] }>> = {
  T: { words: things, adjectives: qualities },
  P: { words: persons, adjectives: personQualities },
  B: { words: buildings, adjectives: ['old', 'new', 'large', 'small'] },
  L: { words: landmarks, adjectives: ['old', 'new', 'large', 'small'] },
};

/** Words without a noun that could be taken for the one before them. */
function asideAfter(sort: Sort, random: Random): string {
  const verbs = { thing: handlingVerbs, person: socialVerbs, animal: keepingVerbs }[sort];
  const asides = [
    `that ${pick(names, random)} ${pick(verbs, random).past}`,
    `from ${pick([...towns.keys()], random)}`,
    pick(['over there', 'upstairs', 'outside', 'next door', 'at home', 'in question'], random),
  ];
  if (sort === 'person') asides.push(`who ${pick(socialVerbs, random).past} ${pick(names, random)}`);
  return pick(asides, random);
}

/** What can come after a noun, with one, two or three nouns in it; the slots are those above, and N a place word. */
const shapes: Readonly<Record<Sort, Readonly<Record<3 | 4 | 5, readonly string[]>>>> = {
  thing: {
    3: ['N L', 'from B', 'in B', 'that P H', 'that P H', 'of P'],
    4: ['of P from B', 'N L that P H', 'that P N L H', 'that P from B H', 'of P who S P', 'that P H in B'],
    5: ['that P N L H in B', 'of P who S P N L', 'N L in B that P H', 'that P who S P H in B'],
  },
  person: {
    3: ['N L', 'with T', 'from B', 'who S P', 'that P S', 'who H T'],
    4: ['with T from B', 'who S P N L', 'that P with T S', 'N L who S P', 'who H T in B', 'that P from B S'],
    5: ['with T who S P N L', 'that P with T S in B', 'from B who H T N L', 'who S P with T in B'],
  },
  animal: {
    3: ['N L', 'N B', 'that P K', 'of P'],
    4: ['of P from B', 'N L that P K', 'that P N L K', 'that P K in B', 'of P who S P'],
    5: ['that P N L K in B', 'N L that P from B K', 'of P who S P N L', 'that P who S P K in B'],
  },
};
