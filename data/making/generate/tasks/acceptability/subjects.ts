/** A subject and its verb agree in number. */
import { pick, pickSome } from '../../choice';
import { plural } from '../../english';
import { kinds, objects } from '../../lexicon/things';
import { type Amount, agreeing, anyAmount, type Draw, type Rule, type Sign, type Sketch } from './grammar';
import { insertAfter } from './insert';
import { nounOf, persons, qualitiesOf, the } from './nouns';
import {
  animalPredicate,
  havePredicate,
  type Predicate,
  personPredicate,
  thingPredicate,
  wildVerbs,
} from './predicates';

const amounts: readonly Amount[] = ['singular', 'plural'];

/** "The keys to the cabinet are old." */
export const subjectVerb: Rule = (draw) => {
  const { random } = draw;
  const sort = pick(['thing', 'person'] as const, random);
  const head = nounOf(sort === 'thing' ? objects : persons, random);
  const predicate = sort === 'thing' ? thingPredicate(random) : personPredicate(random);
  return withSubject(head, the(head, qualitiesOf[sort], random), sort, predicate, draw);
};

const animals = [...kinds.mammal, ...kinds.bird].filter((animal) => plural(animal) !== animal);

/** Held out: animals with "has" and "have". */
export const animalHas: Rule = (draw) => {
  const head = nounOf(animals, draw.random);
  return withSubject(head, `the ${head.word}`, 'animal', havePredicate(wildVerbs, draw.random), draw);
};

/** Animals with other verbs, so that training has both parts of the held-out combination. */
export const animalIs: Rule = (draw) => {
  const { random } = draw;
  const head = nounOf(animals, random);
  const predicate = animalPredicate(random);
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
  const { word: noun } = nounOf(sort === 'thing' ? objects : persons, random, 'plural');
  const predicate = sort === 'thing' ? thingPredicate(random) : personPredicate(random);
  return withSubject({ word, feature: amount }, `${word} of the ${noun}`, sort, predicate, draw);
};

/** "The key and the lamp are old", "the key near the lamp is old". */
export const coordinated: Rule = (draw) => {
  const { random } = draw;
  const sort = pick(['thing', 'person'] as const, random);
  const [one, other] = pickSome(sort === 'thing' ? objects : persons, 2, random);
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
