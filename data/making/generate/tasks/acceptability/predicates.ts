/** Predicates, with their verb in both numbers. */
import type { Random } from '../../../../../src/text/random';
import { pick } from '../../choice';
import type { Verb } from '../../english';
import { names } from '../../lexicon/names';
import {
  handlingVerbs,
  materialVerbs,
  personalVerbs,
  personPredicates,
  thingPredicates,
} from '../../lexicon/syntax';
import type { Amount } from './grammar';

/** A verb in both numbers, and the words after it. */
export interface Predicate {
  readonly verb: Readonly<Record<Amount, string>>;
  readonly rest: string;
}

const be = { singular: 'is', plural: 'are' };
const were = { singular: 'was', plural: 'were' };
const have = { singular: 'has', plural: 'have' };

function presentOf(verb: Verb) {
  return { singular: verb.present, plural: verb.plain };
}

/** "has gone at last" */
export function havePredicate(verbs: readonly Verb[], random: Random): Predicate {
  return { verb: have, rest: `${pick(verbs, random).participle} ${pick(whensNow, random)}` };
}

const whensNow = ['once again', 'at last', 'two times', 'by now', 'after all'];
const degrees = ['very', 'rather', 'quite', 'too', 'really', 'so'];

/** Predicates of people. */
export function personPredicate(random: Random): Predicate {
  const verb = pick(personalVerbs, random);
  const feeling = `${pick(degrees, random)} ${pick(personPredicates, random)}`;
  return pick<Predicate>(
    [
      { verb: be, rest: `${feeling} today` },
      { verb: were, rest: `${feeling} ${pick(['yesterday', 'last night', 'that day'], random)}` },
      {
        verb: presentOf(verb),
        rest: pick(['every morning', 'a lot', 'in the evening', 'very often'], random),
      },
      { verb: be, rest: `${verb.gerund} ${pick(['again', 'now', 'after all'], random)}` },
      havePredicate(personalVerbs, random),
    ],
    random,
  );
}

/** Predicates of things. */
export function thingPredicate(random: Random): Predicate {
  const quality = `${pick(degrees, random)} ${pick(thingPredicates, random)}`;
  return pick<Predicate>(
    [
      { verb: be, rest: quality },
      { verb: were, rest: `${quality} at first` },
      { verb: { singular: 'seems', plural: 'seem' }, rest: quality },
      { verb: { singular: 'weighs', plural: 'weigh' }, rest: 'very little' },
      { verb: { singular: 'belongs', plural: 'belong' }, rest: `to ${pick(names, random)}` },
      { verb: were, rest: `${pick(handlingVerbs, random).participle} by ${pick(names, random)}` },
      havePredicate(materialVerbs, random),
    ],
    random,
  );
}

/** Verbs with an animal as subject. */
export const wildVerbs = personalVerbs.filter(({ plain }) =>
  ['disappear', 'eat', 'fall', 'move', 'sleep', 'swim', 'wake', 'leave'].includes(plain),
);

/** Predicates of animals without "has" and "have". */
export function animalPredicate(random: Random): Predicate {
  const verb = pick(wildVerbs, random);
  const state = pick(['very hungry', 'fast asleep', 'quite young', 'too old', 'rather shy'], random);
  return pick<Predicate>(
    [
      { verb: be, rest: `${verb.gerund} ${pick(['now', 'again'], random)}` },
      { verb: were, rest: `${state} at first` },
      { verb: presentOf(verb), rest: pick(['a lot', 'every morning', 'in the evening'], random) },
    ],
    random,
  );
}
