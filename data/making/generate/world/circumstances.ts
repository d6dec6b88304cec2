/** Statements about the phrases of time, place, reason, manner and company. */
import { pick, pickSome } from '../choice';
import { companies, hows, whens, whys } from '../lexicon/circumstances';
import { domains } from '../lexicon/deeds';
import type { Statement } from './statement';

const phrases: Readonly<Record<string, readonly string[]>> = {
  when: whens,
  where: [...new Set(domains.flatMap(({ places }) => places))],
  why: whys,
  how: hows,
  'with whom': companies,
};
const questions = Object.keys(phrases);

/** "'At noon' says when, and 'in the garden' says where." */
export const circumstance: Statement = (random) => {
  const [ask, other] = pickSome(questions, 2, random);
  const phrase = pick(phrases[ask], random);
  const otherPhrase = pick(phrases[other], random);
  const { things, verbs } = pick(domains, random);
  const deed = `${pick(pick(verbs, random), random).past} the ${pick(things, random).noun}`;
  return pick(
    [
      `'${phrase}' says ${ask} something was done`,
      `'${phrase}' says ${ask}, and '${otherPhrase}' says ${other}`,
      `whoever asks ${ask} may be told '${phrase}'`,
      `'${phrase}' answers the question ${ask}, not ${other}`,
      `they ${deed} ${phrase}: that is ${ask}`,
    ],
    random,
  );
};
