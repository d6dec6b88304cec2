/** Words before a noun, and their order. */
import { pick } from '../../choice';
import { withArticle } from '../../english';
import { names } from '../../lexicon/names';
import { handlingVerbs, masses, shortAdjectives, whens } from '../../lexicon/syntax';
import { objects, qualities } from '../../lexicon/things';
import { type Amount, agreeing, anyAmount, type Rule } from './grammar';
import { nounOf, persons } from './nouns';
import { oneWord } from './oneWord';

/** "these boxes", "this box" */
export const determined: Rule = (draw) => {
  const { random } = draw;
  const between = oneWord(qualities, draw);
  const amount = anyAmount(random);
  const determiner = pick(
    amount === 'singular'
      ? ['this', 'that', 'every', 'another']
      : ['these', 'those', 'many', 'several', 'two'],
    random,
  );
  const noun = nounOf(objects, random, agreeing<Amount>(amount, ['singular', 'plural'], draw));
  return {
    text:
      `${pick(names, random)} ${pick(handlingVerbs, random).past} ${determiner} ${between.text} ` +
      `${noun.word} ${pick(whens, random)}`,
    end: '.',
    controller: { word: determiner, feature: amount },
    dependent: noun,
    between,
  };
};

/** "much milk", "many boxes" */
export const measured: Rule = (draw) => {
  const { random } = draw;
  const between = oneWord(['good', 'cheap', 'old', 'new', 'expensive'], draw);
  const wanted = pick(['mass', 'plural'] as const, random);
  const form = agreeing(wanted, ['mass', 'plural'], draw);
  const word = form === 'mass' ? pick(masses, random) : nounOf(objects, random, 'plural').word;
  const measure =
    wanted === 'mass'
      ? pick(['too much', 'very little', 'so much'], random)
      : pick(['too many', 'very few', 'so many'], random);
  return {
    text:
      `${pick(names, random)} ${pick(['bought', 'brought', 'found', 'wanted', 'saw'], random)} ` +
      `${measure} ${between.text} ${word} ${pick(whens, random)}`,
    end: '.',
    controller: { word: measure, feature: wanted },
    dependent: { word, feature: form },
    between,
  };
};

/** "older than", but not "more older than". */
export const comparative: Rule = (draw) => {
  const { random } = draw;
  const between = oneWord(['much', 'even', 'far', 'a little', 'slightly'], draw);
  const adjective = pick(shortAdjectives, random);
  const form = agreeing('-er', ['-er', 'plain', 'more -er'], draw);
  const longer = `${adjective.replace(/e$/, '')}er`;
  const word = { '-er': longer, plain: adjective, 'more -er': `more ${longer}` }[form];
  const { word: person } = nounOf(persons, random, 'singular');
  return {
    text: `the ${person} ${pick(['is', 'was', 'seems'], random)} ${between.text} ${word} than ${pick(names, random)}`,
    end: '.',
    controller: { word: 'than', feature: '-er' },
    dependent: { word, feature: form },
    between,
  };
};

const sizes = [
  'big',
  'huge',
  'large',
  'little',
  'long',
  'narrow',
  'short',
  'small',
  'square',
  'thick',
  'thin',
  'tiny',
  'wide',
  'wooden',
];
const plainDeeds = [
  'borrowed',
  'described',
  'designed',
  'examined',
  'inspected',
  'mentioned',
  'noticed',
  'repaired',
];

/** "the old lamp", but not "the lamp old" or "old the lamp". */
export const ordered: Rule = (draw) => {
  const { random } = draw;
  const between = oneWord(['very', 'rather', 'really', 'quite'], draw);
  const form = agreeing(
    'adjective before noun',
    ['adjective before noun', 'adjective after noun', 'adjective before determiner'],
    draw,
  );
  const adjective = `${between.text} ${pick(sizes, random)}`.trim();
  const noun = pick(objects, random);
  const phrase = {
    'adjective before noun': withArticle(`${adjective} ${noun}`),
    'adjective after noun': `${withArticle(noun)} ${adjective}`,
    'adjective before determiner': `${adjective} ${withArticle(noun)}`,
  }[form];
  return {
    text: `${pick(names, random)} ${pick(plainDeeds, random)} ${phrase} ${pick(whens, random)}`,
    end: '.',
    controller: { word: 'a', feature: 'adjective before noun' },
    dependent: { word: phrase, feature: form },
    between,
  };
};
