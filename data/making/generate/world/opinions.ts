/** Statements about praise and blame. */
import type { Random } from '../../../../src/text/random';
import { pick, pickSome } from '../choice';
import { enumerated, withArticle, wordList } from '../english';
import {
  feelings,
  plainAdjectives,
  strongAdjectives,
  type Topic,
  type TwoSided,
  topics,
  verdicts,
} from '../lexicon/opinions';
import type { Statement } from './statement';

type Side = keyof TwoSided<string>;

/** The summary of each side. */
const sums = {
  positive: { good: 'good', word: 'praise' },
  negative: { good: 'bad', word: 'blame' },
} as const;
const sides = Object.keys(sums) as Side[];

const allTopics: readonly Topic[] = Object.values(topics);
const { staff, lodging, ...matters } = topics;

/** An adjective for the topic; half of the time one of the topic's own. */
function adjectiveOf(topic: Topic, side: Side, random: Random): string {
  const general = pick([strongAdjectives, plainAdjectives], random);
  return pick(pick([topic, general], random)[side], random);
}

/** The adjectives of one side, for all things. */
const adjectives = Object.fromEntries(
  sides.map((side) => [
    side,
    [...new Set([strongAdjectives, plainAdjectives, ...allTopics].flatMap((words) => words[side]))].filter(
      (word) => word !== sums[side].good,
    ),
  ]),
) as Record<Side, string[]>;

/** "Tasty, superb and mellow are words of praise." */
export const praise: Statement = (random) => {
  const [side, other] = pickSome(sides, 2, random);
  const [a, b, c] = pickSome(adjectives[side], 3, random);
  const d = pick(adjectives[other], random);
  const [{ good, word }, against] = [sums[side], sums[other]];
  return pick(
    [
      `${enumerated([a, b, c])} are words of ${word}`,
      `${enumerated([a, b])} are words of ${word}, and ${d} is a word of ${against.word}`,
      `whatever is ${a} or ${b} is ${good}`,
      `whatever is ${a} is ${good}, and whatever is ${d} is ${against.good}`,
      `to be called ${a} is ${word}, not ${against.word}`,
      `what is ${a} is ${good}, not ${against.good}`,
    ],
    random,
  );
};

const masses =
  wordList(`bread pasta music singing acting dancing painting_work plumbing tailoring carpentry cleaning
  wine coffee lemonade tea cocoa cider juice beer`);

/** "a good film", but "good wine". */
function described(adjectiveWord: string, thing: string): string {
  const words = `${adjectiveWord} ${thing}`;
  if (masses.includes(thing)) return words;
  return words.startsWith('unin') ? `an ${words}` : withArticle(words);
}

/** "A superb film is a good film." */
export const adjective: Statement = (random) => {
  const topic = pick(allTopics, random);
  const thing = pick(topic.things, random);
  const [side, other] = pickSome(sides, 2, random);
  const word = otherThan(sums[side].good, () => adjectiveOf(topic, side, random));
  const against = adjectiveOf(topic, other, random);
  const { good } = sums[side];
  return pick(
    [
      `${described(word, thing)} is ${described(good, thing)}`,
      `the ${thing} was ${word}; in short, the ${thing} was ${good}`,
      `whoever calls the ${thing} ${word} speaks ${side === 'positive' ? 'well' : 'ill'} of the ${thing}`,
      `if the ${thing} was ${word}, the ${thing} was not ${against}`,
      `no ${thing} is both ${word} and ${against}`,
      `the ${thing} was ${word}, which is ${sums[side].word} and not ${sums[other].word}`,
    ],
    random,
  );
};

function otherThan(word: string, draw: () => string): string {
  for (;;) {
    const drawn = draw();
    if (drawn !== word) return drawn;
  }
}

/** A thing to have feelings about. Lodgings with verbs of feeling occur only in validation and test. */
const matterOf = (random: Random) => pick(pick(Object.values(matters), random).things, random);

/** "Whoever loathed the film found it bad." */
export const feeling: Statement = (random) => {
  const [side, other] = pickSome(sides, 2, random);
  const [one, also] = pickSome(feelings[side], 2, random);
  const against = pick(feelings[other], random);
  const thing = matterOf(random);
  return pick(
    [
      `whoever ${one.past} the ${thing} found it ${sums[side].good}`,
      `whoever ${one.past} the ${thing} did not ${against.plain} it`,
      `to ${one.plain} is the opposite of to ${against.plain}`,
      `they ${one.past} the ${thing}, so for them it was ${sums[side].good}`,
      `those who ${one.plain} and ${also.plain} the ${thing} do not ${against.plain} it`,
    ],
    random,
  );
};

/** "The concert was a triumph, so it was good." */
export const verdict: Statement = (random) => {
  const [side, other] = pickSome(sides, 2, random);
  const [one, also] = pickSome(verdicts[side], 2, random).map(withArticle);
  const against = withArticle(pick(verdicts[other], random));
  const thing = matterOf(random);
  return pick(
    [
      `the ${thing} was ${one}, so it was ${sums[side].good}`,
      `if the ${thing} was ${one}, it was not ${against}`,
      `${one} is ${sums[side].good}, and ${against} is ${sums[other].good}`,
      `${one} or ${also} is something ${sums[side].good}`,
      `${one} is the opposite of ${against}`,
    ],
    random,
  );
};
