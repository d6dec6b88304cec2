/** Statements about singular and plural, she and he. */
import { pick } from '../choice';
import { plural, withArticle } from '../english';
import { men, women } from '../lexicon/names';
import { occupations } from '../lexicon/people';
import { menNouns, personalVerbs, reflexiveVerbs, womenNouns } from '../lexicon/syntax';
import { kinds, objects } from '../lexicon/things';
import type { Statement } from './statement';

const { drink, ...counted } = kinds;
const nouns = [
  ...new Set([...Object.values(counted).flat(), ...objects, ...occupations, ...menNouns, ...womenNouns]),
];

/** "This goose is here; these geese are there." */
export const number: Statement = (random) => {
  const one = pick(nouns, random);
  const many = plural(one);
  return pick(
    [
      `one ${one}, two ${many}, many ${many}`,
      `this ${one} is here, and these ${many} are there`,
      `that ${one} was old, and those ${many} were new`,
      `there is one ${one}, and there are many ${many}`,
      `${withArticle(one)} and another ${one} are two ${many}`,
      `each ${one} has its place; all ${many} have one`,
    ],
    random,
  );
};

/** "The queen washed herself, and the king washed himself." */
export const gender: Statement = (random) => {
  const [she, he] = [pick(womenNouns, random), pick(menNouns, random)];
  const [her, him] = [pick(women, random), pick(men, random)];
  const { past } = pick(reflexiveVerbs, random);
  const acted = pick(personalVerbs, random).past;
  return pick(
    [
      `the ${she} ${past} herself, and the ${he} ${past} himself`,
      `${her} is a woman, and ${him} is a man`,
      `${her} ${past} herself, and ${him} ${past} himself`,
      `the ${she} ${acted} as she always did, and the ${he} as he always did`,
      `${her} is somebody's daughter, and ${him} is somebody's son`,
    ],
    random,
  );
};
