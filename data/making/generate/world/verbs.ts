/** Statements about synonyms and opposites: verbs with their objects, and traits. */
import type { Random } from '../../../../src/text/random';
import { chance, pick, pickSome } from '../choice';
import { enumerated, type Verb } from '../english';
import { relations } from '../events/relation';
import { dealings, domains } from '../lexicon/deeds';
import { objects } from '../lexicon/things';
import { traits } from '../lexicon/traits';
import { person, type Statement, withObject } from './statement';

/** The object of the verbs, by name and by pronoun. */
interface Patient {
  readonly name: string;
  readonly pronoun: string;
}

type DrawObject = (random: Random) => Patient;

const aThing =
  (nouns: readonly string[]): DrawObject =>
  (random) => ({ name: `the ${pick(nouns, random)}`, pronoun: 'it' });

/** Verbs of one meaning, verbs of the opposite meaning, and their objects. */
interface Meaning {
  readonly same: readonly Verb[];
  readonly opposite: readonly Verb[];
  readonly object: DrawObject;
}

const meanings: readonly Meaning[] = [
  ...domains.flatMap(({ verbs, things }) =>
    verbs.map((same) => ({ same, opposite: [], object: aThing(things.map(({ noun }) => noun)) })),
  ),
  ...dealings.map((same) => ({ same, opposite: [], object: person as DrawObject })),
  ...(['deed', 'work'] as const).flatMap((kind) =>
    relations[kind].map(({ sides: [same], opposites }) => ({
      same: same.map(({ verb }) => verb),
      opposite: opposites.map(({ verb }) => verb),
      object: kind === 'deed' ? person : aThing(objects),
    })),
  ),
];

const withSynonyms = meanings.filter(({ same }) => same.length > 1);
const withOpposites = meanings.filter(({ opposite }) => opposite.length > 0);

type Frame = (a: Verb, b: Verb, object: Patient) => string;

const sameFrames: readonly Frame[] = [
  (a, b) => `'${a.past}' is another word for '${b.past}'`,
  (a, b, { name, pronoun }) =>
    `they ${withObject(a.past, name)}; in other words, they ${withObject(b.past, pronoun)}`,
  (a, b, { name, pronoun }) => `if you ${withObject(a.plain, name)}, you ${withObject(b.plain, pronoun)}`,
  (a, b, { name, pronoun }) => `whoever ${withObject(a.past, name)} ${withObject(b.past, pronoun)}`,
  (a, b, { name, pronoun }) =>
    `${withObject(a.gerund, name)} is the same as ${withObject(b.gerund, pronoun)}`,
  (a, b, { name, pronoun }) => `to ${withObject(a.plain, name)} means to ${withObject(b.plain, pronoun)}`,
];

/** "To mend, to repair and to fix mean the same." */
export const synonym: Statement = (random) => {
  const { same, object } = pick(withSynonyms, random);
  const verbs = pickSome(same, same.length, random);
  if (chance(0.2, random)) return `${enumerated(verbs.map(({ plain }) => `to ${plain}`))} mean the same`;
  return pick(sameFrames, random)(verbs[0], verbs[1], object(random));
};

const oppositeFrames: readonly Frame[] = [
  (a, b) => `'${a.past}' is the opposite of '${b.past}'`,
  (a, b, { name, pronoun }) => `whoever ${withObject(a.past, name)} did not ${withObject(b.plain, pronoun)}`,
  (a, b, { name, pronoun }) =>
    `they ${withObject(a.past, name)}, so they did not ${withObject(b.plain, pronoun)}`,
  (a, b, { name, pronoun }) =>
    `${withObject(a.gerund, name)} is the opposite of ${withObject(b.gerund, pronoun)}`,
  (a, b, { name, pronoun }) =>
    `you can ${withObject(a.plain, name)} or ${withObject(b.plain, pronoun)}, but not both`,
];

/** "They praised Anna, so they did not criticise her." */
export const opposite: Statement = (random) => {
  const { same, opposite: other, object } = pick(withOpposites, random);
  return pick(oppositeFrames, random)(pick(same, random), pick(other, random), object(random));
};

const traitPairs = traits.filter(({ length }) => length > 1);

/** "Whoever is rich is wealthy too." */
export const trait: Statement = (random) => {
  const [a, b] = pickSome(pick(traitPairs, random), 2, random);
  const { name, pronoun } = person(random);
  const subject = pronoun === 'her' ? 'she' : 'he';
  return pick(
    [
      `'${a}' and '${b}' mean the same`,
      `whoever is ${a} is ${b} too`,
      `if ${name} is ${a}, ${subject} is ${b}`,
      `${name} was ${a}; in other words, ${subject} was ${b}`,
      `to be ${a} is to be ${b}`,
    ],
    random,
  );
};
