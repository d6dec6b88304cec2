import { pick, pickSome } from '../choice';
import { wordList } from '../english';
import { offices } from '../lexicon/headlines';
import { men, women } from '../lexicon/names';
import { occupations } from '../lexicon/people';
import { filled } from './argument';
import type { Couples } from './deeds';

const meetings = [
  'A and B went to the fair',
  'A and B worked together',
  'here is a story about A and B',
  'A met B last week',
  'A and B shared a house',
  'A knows B well',
];

/** "Anna and the baker", later named "the former" and "the latter". */
export const acquaintances: Couples = (random) => {
  const given = pickSome([...women, ...men], 2, random);
  const trades = pickSome(occupations, 2, random).map((trade) => `the ${trade}`);
  const claimed = [0, 1].map((i) => pick([given[i], trades[i]], random));
  const opening = filled(pick(meetings, random), { A: claimed[0], B: claimed[1] });
  return { plain: claimed, opening, again: ['the former', 'the latter'], claimed };
};

const surnames =
  wordList(`Abel Arden Barlow Becker Berg Blake Brandt Castle Conrad Costa Dale Duval Egan Falk Ferrer Fischer
  Garnett Grant Haas Hale Holm Ibsen Jansen Keller Kent Lang Lind Lopez Marsh Meyer Moreau Nash Novak Olsen Park
  Quinn Reyes Rossi Sands Silva Stone Tanaka Turner Vance Vega Wagner Wells West Winter York`);

/** "Anna Berg, the mayor of Lyon,", later named by her office. */
export const officials: Couples = (random) => {
  const given = pickSome([...women, ...men], 2, random);
  const family = pickSome(surnames, 2, random);
  const names = [0, 1].map((i) => `${given[i]} ${family[i]}`);
  const { titles, seats } = pick(offices, random);
  const places = pickSome(seats, 2, random);
  const ranks = pickSome(titles, 2, random).map((title, i) => `the ${title} of ${places[i]}`);
  const introduced = names.map((name, i) => `${name} is ${ranks[i]}`);
  return { plain: ranks, opening: introduced.join(' and '), again: names, claimed: ranks };
};
