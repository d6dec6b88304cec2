/** Words with a synonym and a word of another meaning. Every word occurs equally often in both places. */
import type { Random } from '../../../../src/text/random';
import { pick, pickSome } from '../choice';
import type { Verb } from '../english';
import { twins } from '../lexicon/twins';
import { distinct } from './draws';
import { type Relation, relations, type Saying } from './relation';

export interface Choice<Word> {
  readonly word: Word;
  readonly same: Word;
  readonly other: Word;
}

const withSynonyms = ({ sides: [side] }: Relation): boolean => side.length > 1;

/** The relations with several verbs of the same meaning. */
export const verbs = {
  deed: relations.deed.filter(withSynonyms),
  work: relations.work.filter(withSynonyms),
};

/** Three verbs: two of the first relation, one of another given relation. Each relation keeps one verb. */
export function chooseVerb(one: Relation, others: readonly Relation[], random: Random): Choice<Relation> {
  const foreign = pick(
    others.filter((relation) => relation !== one),
    random,
  );
  const [word, same] = pickSome(one.sides[0], 2, random);
  const only = (relation: Relation, saying: Saying): Relation => ({ ...relation, sides: [[saying], []] });
  return {
    word: only(one, word),
    same: only(one, same),
    other: only(foreign, pick(foreign.sides[0], random)),
  };
}

/** Three things: "the sofa", "the couch", "the lorry". */
export function chooseThing(random: Random): Choice<string> {
  const [one, foreign] = distinct(() => pick(twins, random));
  const [word, same] = pickSome(one, 2, random).map((noun) => `the ${noun}`);
  return { word, same, other: `the ${pick(foreign, random)}` };
}

/** The verb of a relation with a single verb. */
export const verbOf = ({ sides }: Relation): Verb => sides[0][0].verb;

/** "'purchase' means 'buy'". */
export const means = (word: string, other: string): string => `'${other}' means '${word}'`;

/** "'sell' does not mean 'buy'". */
export const differs = (word: string, other: string): string => `'${other}' does not mean '${word}'`;
