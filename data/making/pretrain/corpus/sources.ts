import { austen } from './austen';
import { endlessSky } from './endlessSky';
import { fortunes } from './fortunes';
import { gcide } from './gcide';
import { handbook } from './handbook';
import type { CorpusSource } from './source';
import { wesnoth } from './wesnoth';
import { wordnet } from './wordnet';

/** In the order of the corpus: of a passage that two sources have, the first source's is kept. */
export const corpusSources: readonly CorpusSource[] = [
  wordnet,
  austen,
  endlessSky,
  wesnoth,
  fortunes,
  handbook,
  gcide,
];
