import { austen } from './austen';
import { endlessSky } from './endlessSky';
import { fortunes } from './fortunes';
import { gcide } from './gcide';
import { handbook } from './handbook';
import type { CorpusSource } from './source';
import { wesnoth } from './wesnoth';
import { wordnet } from './wordnet';

/** The sources in the order of the corpus. A passage in two sources is kept only in the first. */
export const corpusSources: readonly CorpusSource[] = [
  wordnet,
  austen,
  endlessSky,
  wesnoth,
  fortunes,
  handbook,
  gcide,
];
