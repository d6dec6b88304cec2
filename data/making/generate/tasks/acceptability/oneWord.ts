/** The words between neighbours. */
import { pick } from '../../choice';
import type { Draw, Insert } from './grammar';

/** No word at level 1, an adjective or adverb at level 2. */
export function oneWord(words: readonly string[], { level, random }: Draw): Insert {
  return { text: level === 1 ? '' : pick(words, random), nouns: [] };
}
