/** Words that occur in pairs: "as" and "as", "more" and "than", "both" and "and". */
import { pick, pickSome } from '../../choice';
import { names } from '../../lexicon/names';
import { handlingVerbs, longAdjectives } from '../../lexicon/syntax';
import { objects, qualities } from '../../lexicon/things';
import { agreeing, type Rule } from './grammar';
import { insertAfter } from './insert';
import { nounOf, personQualities, persons, the } from './nouns';

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
    text:
      `${one} ${pick(['is', 'was', 'seems'], random)} ${degree} ${adjective} with ` +
      `${the(head, personQualities, random)} ${between.text} ${form} ${other}`,
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
  const head = nounOf(objects, random);
  const between = insertAfter('thing', draw);
  const first = pick(['both', 'either'] as const, random);
  const wanted = correlatives[first];
  const form = agreeing(wanted, ['and', 'or'], draw);
  const other = nounOf(objects, random);
  const verb = pick(handlingVerbs, random).past;
  return {
    text:
      `${pick(names, random)} ${verb} ${first} ${the(head, qualities, random)} ${between.text} ${form} ` +
      `${the(other, qualities, random)}`,
    end: '.',
    controller: { word: first, feature: wanted },
    dependent: { word: form, feature: form },
    between,
  };
};
