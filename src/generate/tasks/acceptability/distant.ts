/** Rules between two words that anything can come between. Which of the forms each of the two has is drawn evenly. */

import type { Random } from '../../../text/random';
import { pick, pickSome } from '../../choice';
import { plural, type Verb } from '../../english';
import { names } from '../../lexicon/names';
import {
  bareCausatives,
  handlingVerbs,
  longAdjectives,
  materialVerbs,
  menNouns,
  objectVerbs,
  personalVerbs,
  personPredicates,
  reflexiveVerbs,
  thingPredicates,
  toCausatives,
  whens,
  womenNouns,
} from '../../lexicon/syntax';
import { kinds, qualities } from '../../lexicon/things';
import {
  type Amount,
  agreeing,
  anyAmount,
  type Draw,
  insertAfter,
  nounOf,
  personQualities,
  persons,
  type Rule,
  type Sign,
  type Sketch,
  the,
  things,
} from './grammar';

const qualitiesOf = { thing: qualities, person: personQualities };

const amounts: readonly Amount[] = ['singular', 'plural'];

/** A subject's verb in either number, and what follows it. */
interface Predicate {
  readonly verb: Readonly<Record<Amount, string>>;
  readonly rest: string;
}

const be = { singular: 'is', plural: 'are' };
const were = { singular: 'was', plural: 'were' };
const have = { singular: 'has', plural: 'have' };

function presentOf(verb: Verb) {
  return { singular: verb.present, plural: verb.plain };
}

function havePredicate(verbs: readonly Verb[], random: Random): Predicate {
  return { verb: have, rest: `${pick(verbs, random).participle} ${pick(whensNow, random)}` };
}

const whensNow = ['once again', 'at last', 'two times', 'by now', 'after all'];
const degrees = ['very', 'rather', 'quite', 'too', 'really', 'so'];

function personPredicate(random: Random): Predicate {
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

function thingPredicate(random: Random): Predicate {
  const quality = `${pick(degrees, random)} ${pick(thingPredicates, random)}`;
  return pick<Predicate>(
    [
      { verb: be, rest: quality },
      { verb: were, rest: `${quality} at first` },
      { verb: { singular: 'seems', plural: 'seem' }, rest: quality },
      { verb: { singular: 'costs', plural: 'cost' }, rest: 'a lot of money' },
      { verb: { singular: 'belongs', plural: 'belong' }, rest: `to ${pick(names, random)}` },
      { verb: were, rest: `${pick(handlingVerbs, random).participle} by ${pick(names, random)}` },
      havePredicate(materialVerbs, random),
    ],
    random,
  );
}

/** "The keys to the cabinet are old." */
export const subjectVerb: Rule = (draw) => {
  const { random } = draw;
  const sort = pick(['thing', 'person'] as const, random);
  const head = nounOf(sort === 'thing' ? things : persons, random);
  const predicate = sort === 'thing' ? thingPredicate(random) : personPredicate(random);
  return withSubject(head, the(head, qualitiesOf[sort], random), sort, predicate, draw);
};

const animals = [...kinds.mammal, ...kinds.bird].filter((animal) => plural(animal) !== animal);

const wildVerbs = personalVerbs.filter(({ plain }) =>
  ['disappear', 'eat', 'fall', 'move', 'sleep', 'swim', 'wake', 'leave'].includes(plain),
);

/** Held out: animals with "has" and "have". */
export const animalHas: Rule = (draw) => {
  const head = nounOf(animals, draw.random);
  return withSubject(head, `the ${head.word}`, 'animal', havePredicate(wildVerbs, draw.random), draw);
};

/** Animals with any other verb, so that training has each half of what is held out. */
export const animalIs: Rule = (draw) => {
  const { random } = draw;
  const head = nounOf(animals, random);
  const verb = pick(wildVerbs, random);
  const state = pick(['very hungry', 'fast asleep', 'quite young', 'too old', 'rather shy'], random);
  const predicate = pick<Predicate>(
    [
      { verb: be, rest: `${verb.gerund} ${pick(['now', 'again'], random)}` },
      { verb: were, rest: `${state} at first` },
      { verb: presentOf(verb), rest: pick(['a lot', 'every morning', 'in the evening'], random) },
    ],
    random,
  );
  return withSubject(head, `the ${head.word}`, 'animal', predicate, draw);
};

function withSubject(
  head: Sign,
  subject: string,
  sort: 'thing' | 'person' | 'animal',
  { verb, rest }: Predicate,
  draw: Draw,
): Sketch {
  const between = insertAfter(sort, draw);
  const amount = agreeing(head.feature === 'plural' ? 'plural' : 'singular', amounts, draw);
  return {
    text: `${subject} ${between.text} ${verb[amount]} ${rest}`,
    end: '.',
    controller: head,
    dependent: { word: verb[amount], feature: amount },
    between,
  };
}

/** "Each of the boys is late", "both of the boys are late". */
export const quantified: Rule = (draw) => {
  const { random } = draw;
  const sort = pick(['thing', 'person'] as const, random);
  const amount = anyAmount(random);
  const word = pick(
    amount === 'singular' ? ['each', 'every one', 'one'] : ['both', 'several', 'many', 'some', 'all'],
    random,
  );
  const { word: noun } = nounOf(sort === 'thing' ? things : persons, random, 'plural');
  const predicate = sort === 'thing' ? thingPredicate(random) : personPredicate(random);
  return withSubject({ word, feature: amount }, `${word} of the ${noun}`, sort, predicate, draw);
};

/** "The key and the lamp are old", "the key near the lamp is old". */
export const coordinated: Rule = (draw) => {
  const { random } = draw;
  const sort = pick(['thing', 'person'] as const, random);
  const [one, other] = pickSome(sort === 'thing' ? things : persons, 2, random);
  const amount = anyAmount(random);
  const link = amount === 'plural' ? 'and' : pick(['near', 'behind', 'beside', 'next to'], random);
  const predicate = sort === 'thing' ? thingPredicate(random) : personPredicate(random);
  const head = { word: amount === 'plural' ? `${one} and ${other}` : one, feature: amount };
  const { level } = draw;
  const lower = level === 3 ? 2 : level === 4 ? 3 : 4;
  const sketch = withSubject(head, `the ${one} ${link} the ${other}`, sort, predicate, {
    ...draw,
    level: lower,
  });
  const nouns = [{ word: other, feature: 'singular' }, ...sketch.between.nouns];
  return { ...sketch, between: { text: `${link} the ${other} ${sketch.between.text}`, nouns } };
};

type Gender = 'masculine' | 'feminine' | 'plural';

const genders: readonly Gender[] = ['masculine', 'feminine', 'plural'];
const reflexives: Readonly<Record<Gender, string>> = {
  masculine: 'himself',
  feminine: 'herself',
  plural: 'themselves',
};
const pronouns: Readonly<Record<Gender, string>> = { masculine: 'he', feminine: 'she', plural: 'they' };

function genderedHead(random: Random): { head: Sign; gender: Gender } {
  const gender = pick(genders, random);
  if (gender === 'plural') return { head: nounOf([...menNouns, ...womenNouns], random, 'plural'), gender };
  return { head: nounOf(gender === 'masculine' ? menNouns : womenNouns, random, 'singular'), gender };
}

/** "The boy who the girls saw hurt himself." */
export const reflexive: Rule = (draw) => {
  const { random } = draw;
  const { head, gender } = genderedHead(random);
  const between = insertAfter('person', draw);
  const form = agreeing(gender, genders, draw);
  const verb = pick(reflexiveVerbs, random).past;
  return {
    text: `${the(head, personQualities, random)} ${between.text} ${verb} ${reflexives[form]} ${pick(whens, random)}`,
    end: '.',
    controller: { word: head.word, feature: gender },
    dependent: { word: reflexives[form], feature: form },
    between,
  };
};

/** "The boy near the girls can swim, can't he?" */
export const tagged: Rule = (draw) => {
  const { random } = draw;
  const { head, gender } = genderedHead(random);
  const between = insertAfter('person', draw);
  const form = agreeing(gender, genders, draw);
  const [modal, negated] = pick(
    [
      ['can', "can't"],
      ['will', "won't"],
      ['could', "couldn't"],
      ['should', "shouldn't"],
    ] as const,
    random,
  );
  return {
    text: `${the(head, personQualities, random)} ${between.text} ${modal} ${pick(personalVerbs, random).plain}, ${negated} ${pronouns[form]}`,
    end: '?',
    controller: { word: head.word, feature: gender },
    dependent: { word: pronouns[form], feature: form },
    between,
  };
};

/** "Has the boy near the door gone?", "did the boy near the door go?" */
export const inverted: Rule = (draw) => {
  const { random } = draw;
  const sort = pick(['thing', 'person'] as const, random);
  const head = nounOf(sort === 'thing' ? things : persons, random);
  const between = insertAfter(sort, draw);
  const verb = pick(sort === 'thing' ? materialVerbs : personalVerbs, random);
  const wanted = pick(['plain', 'participle'] as const, random);
  const auxiliary =
    wanted === 'plain' ? pick(['did', 'will', 'could'], random) : head.feature === 'plural' ? 'have' : 'has';
  const form = agreeing(wanted, ['plain', 'participle'], draw);
  return {
    text: `${auxiliary} ${the(head, qualitiesOf[sort], random)} ${between.text} ${verb[form]} ${pick(['once again', 'today', 'at last', 'too', 'after all'], random)}`,
    end: '?',
    controller: { word: auxiliary, feature: wanted },
    dependent: { word: verb[form], feature: form },
    between,
  };
};

/** "Anna made the boys near the door leave", "Anna asked the boys near the door to leave". */
export const causative: Rule = (draw) => {
  const { random } = draw;
  const head = nounOf(persons, random);
  const between = insertAfter('person', draw);
  const wanted = pick(['bare', 'to'] as const, random);
  const verb = pick(wanted === 'bare' ? bareCausatives : toCausatives, random);
  const form = agreeing(wanted, ['bare', 'to'], draw);
  const { plain } = pick(personalVerbs, random);
  const shown = form === 'bare' ? plain : `to ${plain}`;
  return {
    text: `${pick(names, random)} ${verb} ${the(head, personQualities, random)} ${between.text} ${shown} ${pick(whens, random)}`,
    end: '.',
    controller: { word: verb, feature: wanted },
    dependent: { word: shown, feature: form },
    between,
  };
};

/** "Which lamp did the boys near the door buy?", "did the boys near the door buy it?" */
export const gapped: Rule = (draw) => {
  const { random } = draw;
  const head = nounOf(persons, random);
  const between = insertAfter('person', draw);
  const wanted = pick(['gap', 'object'] as const, random);
  const asked = `which ${pick(things, random)}`;
  const form = agreeing(wanted, ['gap', 'object'], draw);
  const verb = pick(objectVerbs, random);
  const object = form === 'object' ? 'it' : '';
  const when = pick(['yesterday', 'last week', 'at first', 'in the end', 'that day', 'on Monday'], random);
  const subject = `${the(head, personQualities, random)} ${between.text}`;
  const direct = random.integer(2) === 0;
  const opener = wanted === 'gap' ? asked : direct ? '' : 'that';
  const text = direct
    ? `${opener} did ${subject} ${verb.plain} ${object} ${when}`
    : `${pick(names, random)} ${pick(['knows', 'remembers', 'noticed', 'said', 'forgot'], random)} ${opener} ${subject} ${verb.past} ${object} ${when}`;
  return {
    text,
    end: direct ? '?' : '.',
    controller: { word: opener || 'did', feature: wanted },
    dependent: { word: `${direct ? verb.plain : verb.past} ${object}`.trim(), feature: form },
    between,
  };
};

/** "Anna is more careful with the keys to the cabinet than Ben." */
export const compared: Rule = (draw) => {
  const { random } = draw;
  const head = nounOf(persons, random);
  const between = insertAfter('person', draw);
  const [one, other] = pickSome(names, 2, random);
  const wanted = pick(['as', 'than'] as const, random);
  const form = agreeing(wanted, ['as', 'than'], draw);
  const degree = wanted === 'as' ? 'as' : pick(['more', 'less'], random);
  const adjective = pick(longAdjectives, random);
  return {
    text: `${one} ${pick(['is', 'was', 'seems'], random)} ${degree} ${adjective} with ${the(head, personQualities, random)} ${between.text} ${form} ${other}`,
    end: '.',
    controller: { word: `${degree} ${adjective}`, feature: wanted },
    dependent: { word: form, feature: form },
    between,
  };
};

const correlatives = { both: 'and', either: 'or' } as const;

/** "Anna found both the key near the door and the lamp." */
export const correlated: Rule = (draw) => {
  const { random } = draw;
  const head = nounOf(things, random);
  const between = insertAfter('thing', draw);
  const first = pick(['both', 'either'] as const, random);
  const wanted = correlatives[first];
  const form = agreeing(wanted, ['and', 'or'], draw);
  const other = nounOf(things, random);
  const verb = pick(handlingVerbs, random).past;
  return {
    text: `${pick(names, random)} ${verb} ${first} ${the(head, qualities, random)} ${between.text} ${form} ${the(other, qualities, random)}`,
    end: '.',
    controller: { word: first, feature: wanted },
    dependent: { word: form, feature: form },
    between,
  };
};
