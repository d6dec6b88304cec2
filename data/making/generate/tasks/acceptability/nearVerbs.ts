/** Words beside a verb. */
import { pick } from '../../choice';
import { names } from '../../lexicon/names';
import { ingVerbs, personalVerbs, socialVerbs, toVerbs, whens } from '../../lexicon/syntax';
import { agreeing, type Rule } from './grammar';
import { nounOf, persons } from './nouns';
import { oneWord } from './oneWord';

const adverbs = ['always', 'never', 'often', 'really', 'usually', 'certainly', 'probably', 'soon'];

/** Words at the end of a sentence, for any tense. */
const timeless = ['once again', 'at last', 'without a word', 'with us', 'after all', 'like Ben', 'for once'];

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

/** "Nobody ever came", but not "somebody ever came". */
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
    text:
      `${word} ${between.text} ever ${pick(socialVerbs, random).past} ${pick(names, random)} ` +
      `${pick(whens, random)}`,
    end: '.',
    controller: { word: 'ever', feature: 'negative' },
    dependent: { word, feature: form },
    between,
  };
};
