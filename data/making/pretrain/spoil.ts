/** Puts an error of an English learner into a sentence: order, agreement, case, a missing or extra word. */

import type { Random } from '../../../src/text/random';
import { pick } from '../generate/choice';

/** Groups of words that usually cannot replace one another. */
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

/** A sentence, as its words, with one error; undefined if the draw finds no place for it. */
type Way = (words: Words, random: Random) => Words | undefined;

/**
 * Puts in one error. Replacements within a group and other endings are twice as frequent as other errors; `isWord`
 * tells whether a form exists.
 */
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

/** The candidates for a word with an ending added, removed or changed. Few of them are words. */
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
