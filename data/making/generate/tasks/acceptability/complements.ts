/** A verb has the form and the object that an earlier word requires. */
import { pick } from '../../choice';
import { names } from '../../lexicon/names';
import {
  bareCausatives,
  materialVerbs,
  objectVerbs,
  personalVerbs,
  toCausatives,
  whens,
} from '../../lexicon/syntax';
import { objects } from '../../lexicon/things';
import { agreeing, type Rule } from './grammar';
import { insertAfter } from './insert';
import { nounOf, personQualities, persons, qualitiesOf, the } from './nouns';

/** "Has the boy near the door gone?", "did the boy near the door go?" */
export const inverted: Rule = (draw) => {
  const { random } = draw;
  const sort = pick(['thing', 'person'] as const, random);
  const head = nounOf(sort === 'thing' ? objects : persons, random);
  const between = insertAfter(sort, draw);
  const verb = pick(sort === 'thing' ? materialVerbs : personalVerbs, random);
  const wanted = pick(['plain', 'participle'] as const, random);
  const auxiliary =
    wanted === 'plain' ? pick(['did', 'will', 'could'], random) : head.feature === 'plural' ? 'have' : 'has';
  const form = agreeing(wanted, ['plain', 'participle'], draw);
  return {
    text:
      `${auxiliary} ${the(head, qualitiesOf[sort], random)} ${between.text} ${verb[form]} ` +
      `${pick(['once again', 'today', 'at last', 'too', 'after all'], random)}`,
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
    text:
      `${pick(names, random)} ${verb} ${the(head, personQualities, random)} ${between.text} ${shown} ` +
      `${pick(whens, random)}`,
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
  const asked = `which ${pick(objects, random)}`;
  const form = agreeing(wanted, ['gap', 'object'], draw);
  const verb = pick(objectVerbs, random);
  const object = form === 'object' ? 'it' : '';
  const when = pick(['yesterday', 'last week', 'at first', 'in the end', 'that day', 'on Monday'], random);
  const subject = `${the(head, personQualities, random)} ${between.text}`;
  const direct = random.integer(2) === 0;
  const opener = wanted === 'gap' ? asked : direct ? '' : 'that';
  const text = direct
    ? `${opener} did ${subject} ${verb.plain} ${object} ${when}`
    : `${pick(names, random)} ${pick(['knows', 'remembers', 'noticed', 'said', 'forgot'], random)} ` +
      `${opener} ${subject} ${verb.past} ${object} ${when}`;
  return {
    text,
    end: direct ? '?' : '.',
    controller: { word: opener || 'did', feature: wanted },
    dependent: { word: `${direct ? verb.plain : verb.past} ${object}`.trim(), feature: form },
    between,
  };
};
