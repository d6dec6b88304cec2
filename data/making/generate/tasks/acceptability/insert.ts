/** The words between two words that have to agree. */
import type { Random } from '../../../../../src/text/random';
import { pick } from '../../choice';
import type { Verb } from '../../english';
import { names } from '../../lexicon/names';
import { buildings, towns } from '../../lexicon/places';
import { handlingVerbs, keepingVerbs, socialVerbs } from '../../lexicon/syntax';
import { objects, qualities } from '../../lexicon/things';

import type { Draw, Insert, Sign } from './grammar';
import { landmarks, nounOf, personQualities, persons, the } from './nouns';

const nothing: Insert = { text: '', nouns: [] };

/** The sort of a noun. */
export type Sort = 'thing' | 'person' | 'animal';

/** The words after the noun: none at level 1, words without a noun at level 2, then the level minus 2 nouns. */
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

/** S verbs with people as objects, H with things, K with animals. */
const slotVerbs: Readonly<Record<string, readonly Verb[]>> = {
  S: socialVerbs,
  H: handlingVerbs,
  K: keepingVerbs,
};

/** T a thing, P a person, B a building, L a landmark. */
const slotNouns: Readonly<Record<string, { words: readonly string[]; adjectives: readonly string[] }>> = {
  T: { words: objects, adjectives: qualities },
  P: { words: persons, adjectives: personQualities },
  B: { words: buildings, adjectives: ['old', 'new', 'large', 'small'] },
  L: { words: landmarks, adjectives: ['old', 'new', 'large', 'small'] },
};

/** Words without a noun that could be mistaken for the noun before them. */
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

/** Shapes with one, two or three nouns after a noun. The slots are those above, and N is a preposition of place. */
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
