/** Sentences of general English with a judgement: half of them are unchanged, half have one error. */
import { LabError } from '../../../src/errors';
import type { Random } from '../../../src/text/random';
import { pick } from '../generate/choice';
import { acceptability } from '../generate/tasks/acceptability';
import type { ToldPassage } from '../generate/toldPassages';
import { spoiler } from './spoil';

/** The least number of occurrences of a word that other words may be changed to. */
const KNOWN = 5;
const FEWEST_WORDS = 4;
const MOST_WORDS = 25;

/**
 * Draws from complete sentences, each with a closing of the acceptability task: "Is this good English? No." An error
 * in an ending changes a word to one of `known`. Throws LabError if there is no sentence.
 */
export function judgedFrom(
  sentences: readonly string[],
  known: ReadonlySet<string>,
): (random: Random) => ToldPassage {
  const spoil = spoiler((form) => known.has(form));
  return (random) => {
    if (sentences.length === 0)
      throw new LabError(
        `expected a corpus with whole sentences of ${FEWEST_WORDS} to ${MOST_WORDS} words, found none`,
      );
    const label = random.integer(2);
    const { lead, words: candidates } = pick(acceptability.closings, random);
    const sentence = pick(sentences, random);
    const { inside, end } = parts(sentence);
    const first = label === 1 ? sentence : spoil(inside, random).join(' ') + end;
    return { first, closing: `${lead} ${candidates[label]}.`, candidates };
  };
}

/** The complete sentences of a corpus with 4 to 25 words. */
export const wholeSentences = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => line.split(/(?<=[.!?])\s+/)).filter(isWhole);

function isWhole(text: string): boolean {
  const words = text.split(' ').length;
  const rightLength = words >= FEWEST_WORDS && words <= MOST_WORDS;
  return rightLength && /^[A-Z][a-z' ]/.test(text) && /[a-z][.!?]$/.test(text) && !/[():;"]/.test(text);
}

/** The words that occur often enough in sentences. */
export function frequentWords(sentences: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const sentence of sentences)
    for (const word of parts(sentence).inside) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= KNOWN).map(([word]) => word));
}

/** The words, with the first one in lower case unless it is a name, and the mark at the end. */
function parts(sentence: string): { inside: string[]; end: string } {
  const [first, ...others] = sentence.slice(0, -1).split(' ');
  const plain = first === 'I' ? first : first[0].toLowerCase() + first.slice(1);
  return { inside: [plain, ...others], end: sentence.slice(-1) };
}
