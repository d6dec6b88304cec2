/** One thing put wrong in a sentence of English, in the ways of people who learn it: order, agreement, case, a word too few or too many. */

import type { Random } from '../../../src/text/random';
import { pick } from '../generate/choice';

/** Words of which none can, as a rule, stand for another of its row. */
const kin = [
  ['is', 'are', 'was', 'were', 'be', 'been', 'being'],
  ['has', 'have', 'had', 'having'],
  ['do', 'does', 'did', 'done'],
  ['will', 'would', 'can', 'could', 'to'],
  ['a', 'an', 'the'],
  ['I', 'me', 'my', 'mine', 'myself'],
  ['we', 'us', 'our', 'ourselves'],
  ['he', 'him', 'his', 'himself'],
  ['she', 'her', 'hers', 'herself'],
  ['it', 'its', 'itself'],
  ['they', 'them', 'their', 'themselves'],
  ['this', 'these'],
  ['that', 'those'],
  ['who', 'whom', 'which', 'what'],
  ['much', 'many'],
  ['any', 'some', 'every', 'each'],
  ['and', 'or', 'but', 'than', 'if'],
  ['of', 'to', 'for', 'with', 'by', 'from', 'at', 'in', 'on'],
];

const functionWords = [...new Set(kin.flat())];
const kinOf = new Map(
  functionWords.map((word) => {
    const rows = kin.filter((row) => row.includes(word)).flat();
    return [word, rows.filter((other) => other !== word)] as const;
  }),
);

const endings = ['s', 'ed', 'd', 'ing', 'er', 'ly'];

type Words = readonly string[];

/** A sentence, given as its words, with one thing wrong; undefined where a draw finds nothing to put wrong. */
type Way = (words: Words, random: Random) => Words | undefined;

/** Puts one thing wrong, other words of a kin and other endings twice as often as the rest; `isWord` tells which forms there are. */
export function spoiler(isWord: (form: string) => boolean): (words: Words, random: Random) => Words {
  const inflected = inflecting(isWord);
  const ways = [swapped, moved, dropped, inserted, replaced, replaced, inflected, inflected];
  return (words, random) => {
    for (;;) {
      const found = pick(ways, random)(words, random);
      if (found) return found;
    }
  };
}

const swapped: Way = (words, random) => {
  const at = random.integer(words.length - 1);
  const [one, other] = words.slice(at, at + 2);
  return one === other ? undefined : spliced(words, at, 2, other, one);
};

const moved: Way = (words, random) => {
  const [from, to] = [random.integer(words.length), random.integer(words.length)];
  return Math.abs(from - to) < 2 ? undefined : spliced(spliced(words, from, 1), to, 0, words[from]);
};

const dropped: Way = (words, random) => {
  const at = functionWordIn(words, random);
  return at === undefined ? undefined : spliced(words, at, 1);
};

const inserted: Way = (words, random) =>
  spliced(words, random.integer(words.length + 1), 0, pick(functionWords, random));

const replaced: Way = (words, random) => {
  const at = functionWordIn(words, random);
  return at === undefined ? undefined : spliced(words, at, 1, pick(kinOf.get(words[at]) ?? [], random));
};

function inflecting(isWord: (form: string) => boolean): Way {
  return (words, random) => {
    const forms = words.map((word) => (kinOf.has(word) ? [] : otherForms(word).filter(isWord)));
    const at = placeOf(words, (_, i) => forms[i].length > 0, random);
    return at === undefined ? undefined : spliced(words, at, 1, pick(forms[at], random));
  };
}

/** What a word may become when an ending is added, taken away or changed; few of these are words. */
function otherForms(word: string): string[] {
  const stems = endings
    .filter((ending) => word.endsWith(ending) && word.length > ending.length + 2)
    .map((ending) => word.slice(0, -ending.length));
  const ended = (stem: string) => endings.map((ending) => stem + ending);
  const forms = [...ended(word), ...stems, ...stems.flatMap((stem) => [`${stem}e`, ...ended(stem)])];
  return forms.filter((form) => form !== word);
}

const functionWordIn = (words: Words, random: Random) => placeOf(words, (word) => kinOf.has(word), random);

function placeOf(
  words: Words,
  fits: (word: string, at: number) => boolean,
  random: Random,
): number | undefined {
  const places = words.flatMap((word, at) => (fits(word, at) ? [at] : []));
  return places.length === 0 ? undefined : pick(places, random);
}

const spliced = (words: Words, at: number, without: number, ...put: string[]): Words => [
  ...words.slice(0, at),
  ...put,
  ...words.slice(at + without),
];
