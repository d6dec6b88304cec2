/** The nouns of the sentences. */
import type { Random } from '../../../../../src/text/random';
import { chance, pick } from '../../choice';
import { plural, wordList } from '../../english';
import { occupations } from '../../lexicon/people';
import { menNouns, womenNouns } from '../../lexicon/syntax';
import { kinds, qualities } from '../../lexicon/things';
import { anyAmount, type Sign } from './grammar';

/** A noun in the singular or the plural. */
export function nounOf(words: readonly string[], random: Random, amount = anyAmount(random)): Sign {
  const word = pick(words, random);
  return { word: amount === 'singular' ? word : plural(word), feature: amount };
}

/** The possible people in a sentence. */
export const persons: readonly string[] = [...occupations, ...menNouns, ...womenNouns];

/** Things for phrases of place: "behind the bus". */
export const landmarks: readonly string[] = [
  ...kinds['piece of furniture'],
  ...kinds.vehicle,
  ...kinds.tree,
  ...wordList('bridge door fence fountain gate hedge ladder statue tent wall window'),
];

/** "the old lamp": sometimes with an adjective. */
export function the({ word }: Sign, adjectives: readonly string[], random: Random): string {
  return chance(0.15, random) ? `the ${pick(adjectives, random)} ${word}` : `the ${word}`;
}

/** Adjectives for people. */
export const personQualities = wordList('clever famous friendly kind little old quiet rich shy tall young');

/** The adjectives for each sort of noun. */
export const qualitiesOf = { thing: qualities, person: personQualities };
