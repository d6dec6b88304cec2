/** The vocabulary of the small BERT: whole words of the generators, then the best pieces for general English. */
import type { PassageSource } from '../generate/passages';
import { countWords, trainVocabulary } from './wordpiece';

const PASSAGES = 60_000;
/** A word that occurs at least this often in the generators' passages is one piece. */
const LEAST_COUNT = 3;
/** The number of pieces that are whole words: the generators' words and the most frequent ones of general English. */
const WHOLE_WORDS = 4300;

/** `size` pieces for the passages of `generated` and the lines of general English. */
export function vocabularyFor(generated: PassageSource, lines: readonly string[], size: number): string[] {
  const own = countWords([{ texts: generatedTexts(generated), weight: 1 }]);
  const common = countWords([{ texts: lines, weight: 1 }]);
  const whole = [...byFrequency(own, LEAST_COUNT), ...byFrequency(common, 1)];
  return trainVocabulary({
    size,
    whole: [...new Set(whole)].slice(0, WHOLE_WORDS),
    parts: [
      { texts: lines, weight: 1 },
      { texts: generatedTexts(generated), weight: 1 },
    ],
  });
}

function* generatedTexts(generated: PassageSource): Iterable<string> {
  for (let i = 0; i < PASSAGES; i++) {
    const { first, second = '', closing = '' } = generated(i);
    yield `${first} ${second} ${closing}`;
  }
}

/** The most frequent first; equally frequent ones in alphabetical order. */
function byFrequency(counts: ReadonlyMap<string, number>, least: number): string[] {
  return [...counts]
    .filter(([, count]) => count >= least)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([word]) => word);
}
