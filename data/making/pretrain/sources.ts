/** Where the text of pretraining comes from: the generators' passages and general English, some of it judged. */

import type { Random } from '../../../src/text/random';
import type { Passage } from '../generate/graded';
import type { PassageSource } from '../generate/passages';
import type { ToldPassage, ToldPassages } from '../generate/toldPassages';

export interface TextSources {
  /** Fresh passages of the generators, by index and in some mix. */
  readonly generated: PassageSource;
  /** General English, drawn at random. */
  general(random: Random): Passage;
  /** A sentence of general English with the word on whether it is good English, drawn at random. */
  judged(random: Random): ToldPassage;
}

export interface HeldOutSources extends TextSources {
  /** Passages that are asked for the word that tells their label. */
  readonly told: readonly ToldPassages[];
}

/** Draws passages of a corpus evenly, half of them as they are, half parted in two where a sentence begins. */
export function drawnFrom(lines: readonly string[]): TextSources['general'] {
  return (random) => parted(lines[random.integer(lines.length)], random);
}

function parted(text: string, random: Random): Passage {
  const sentences = text.split(/(?<=[.!?;:]["')]?)\s+/);
  if (sentences.length < 2 || random.uniform() < 0.5) return { first: text };
  const cut = 1 + random.integer(sentences.length - 1);
  return { first: sentences.slice(0, cut).join(' '), second: sentences.slice(cut).join(' ') };
}
