/** A pronoun agrees with its person in number and gender. */
import type { Random } from '../../../../../src/text/random';
import { pick } from '../../choice';
import { menNouns, personalVerbs, reflexiveVerbs, whens, womenNouns } from '../../lexicon/syntax';
import { agreeing, type Rule, type Sign } from './grammar';
import { insertAfter } from './insert';
import { nounOf, personQualities, the } from './nouns';

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
    text:
      `${the(head, personQualities, random)} ${between.text} ${modal} ` +
      `${pick(personalVerbs, random).plain}, ${negated} ${pronouns[form]}`,
    end: '?',
    controller: { word: head.word, feature: gender },
    dependent: { word: pronouns[form], feature: form },
    between,
  };
};
