/** Rules between neighbours, or words with little between them, for the easy levels. */
import { pick } from '../../choice';
import { withArticle } from '../../english';
import { names } from '../../lexicon/names';
import {
  handlingVerbs,
  ingVerbs,
  masses,
  personalVerbs,
  shortAdjectives,
  socialVerbs,
  toVerbs,
  whens,
} from '../../lexicon/syntax';
import { qualities } from '../../lexicon/things';
import {
  type Amount,
  agreeing,
  anyAmount,
  type Draw,
  type Insert,
  nounOf,
  persons,
  type Rule,
  things,
} from './grammar';

/** Nothing at level 1, an adjective or adverb at level 2. */
function oneWord(words: readonly string[], { level, random }: Draw): Insert {
  return { text: level === 1 ? '' : pick(words, random), nouns: [] };
}

/** Words at the end that go with any tense. */
const timeless = ['once again', 'at last', 'without a word', 'with us', 'after all', 'like Ben', 'for once'];

const adverbs = ['always', 'never', 'often', 'really', 'usually', 'certainly', 'probably', 'soon'];

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
  const noun = nounOf(things, random, agreeing<Amount>(amount, ['singular', 'plural'], draw));
  return {
    text: `${pick(names, random)} ${pick(handlingVerbs, random).past} ${determiner} ${between.text} ${noun.word} ${pick(whens, random)}`,
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
  const word = form === 'mass' ? pick(masses, random) : nounOf(things, random, 'plural').word;
  const measure =
    wanted === 'mass'
      ? pick(['too much', 'very little', 'so much'], random)
      : pick(['too many', 'very few', 'so many'], random);
  return {
    text: `${pick(names, random)} ${pick(['bought', 'brought', 'found', 'wanted', 'saw'], random)} ${measure} ${between.text} ${word} ${pick(whens, random)}`,
    end: '.',
    controller: { word: measure, feature: wanted },
    dependent: { word, feature: form },
    between,
  };
};

/** "has gone", "will go" */
export const auxiliary: Rule = (draw) => {
  const { random } = draw;
  const between = oneWord(adverbs, draw);
  const wanted = pick(['plain', 'participle', 'gerund'] as const, random);
  const verb = pick(personalVerbs, random);
  const form = agreeing(wanted, ['plain', 'participle', 'gerund'], draw);
  const word = pick(
    { plain: ['will', 'must', 'could', 'should'], participle: ['has'], gerund: ['is', 'was'] }[wanted],
    random,
  );
  const clash = wanted === 'gerund' && form === 'participle' ? 'plain' : form;
  return {
    text: `${pick(names, random)} ${word} ${between.text} ${verb[clash]} ${pick(timeless, random)}`,
    end: '.',
    controller: { word, feature: wanted },
    dependent: { word: verb[clash], feature: clash },
    between,
  };
};

/** "wants to swim", "enjoys swimming" */
export const complement: Rule = (draw) => {
  const { random } = draw;
  const between = {
    text:
      draw.level === 1
        ? ''
        : pick(['as always', 'in the end', 'for once', 'as Anna said', 'like Ben'], random),
    nouns: [],
  };
  const wanted = pick(['to', 'gerund'] as const, random);
  const verb = pick(wanted === 'to' ? toVerbs : ingVerbs, random);
  const form = agreeing(wanted, ['to', 'gerund'], draw);
  const other = pick(personalVerbs, random);
  const word = form === 'to' ? `to ${other.plain}` : other.gerund;
  const aside = between.text && `, ${between.text},`;
  return {
    text: `${pick(names, random)} ${verb.past} ${aside} ${word} ${pick(whens, random)}`,
    end: '.',
    controller: { word: verb.past, feature: wanted },
    dependent: { word, feature: form },
    between,
  };
};

const cases = {
  subject: ['I', 'he', 'she', 'we', 'they'],
  object: ['me', 'him', 'her', 'us', 'them'],
} as const;

/** "She saw the lamp", "Anna saw her" */
export const cased: Rule = (draw) => {
  const { random } = draw;
  const wanted = pick(['subject', 'object'] as const, random);
  const form = agreeing(wanted, ['subject', 'object'], draw);
  const pronoun = pick(cases[form], random);
  const between = oneWord(wanted === 'subject' ? adverbs : ['only', 'just'], draw);
  const verb = pick(socialVerbs, random).past;
  const when = pick(whens, random);
  const { word } = nounOf(persons, random);
  return {
    text:
      wanted === 'subject'
        ? `${pronoun} ${between.text} ${verb} the ${word} ${when}`
        : `the ${word} ${verb} ${between.text} ${pronoun} ${when}`,
    end: '.',
    controller: { word: verb, feature: wanted },
    dependent: { word: pronoun, feature: form },
    between,
  };
};

/** "older than", not "more older than" */
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

/** "the old lamp", not "the lamp old" or "old the lamp" */
export const ordered: Rule = (draw) => {
  const { random } = draw;
  const between = oneWord(['very', 'rather', 'really', 'quite'], draw);
  const form = agreeing(
    'adjective before noun',
    ['adjective before noun', 'adjective after noun', 'adjective before determiner'],
    draw,
  );
  const adjective = `${between.text} ${pick(sizes, random)}`.trim();
  const noun = pick(things, random);
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

/** "Nobody ever came", not "somebody ever came" */
export const polar: Rule = (draw) => {
  const { random } = draw;
  const between = {
    text: draw.level === 1 ? '' : pick(['from Rome', 'upstairs', 'next door', 'in Oslo', 'at home'], random),
    nouns: [],
  };
  const form = agreeing('negative', ['negative', 'positive'], draw);
  const word = pick(
    form === 'negative'
      ? ['nobody', 'no one', 'none of us']
      : ['somebody', 'everybody', 'someone', 'most of us'],
    random,
  );
  return {
    text: `${word} ${between.text} ever ${pick(socialVerbs, random).past} ${pick(names, random)} ${pick(whens, random)}`,
    end: '.',
    controller: { word: 'ever', feature: 'negative' },
    dependent: { word, feature: form },
    between,
  };
};
