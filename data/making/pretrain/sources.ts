/** The sources of pretraining text: passages of the generators, and general English, partly judged. */

import type { Random } from '../../../src/text/random';
import type { Passage } from '../generate/graded';
import type { PassageSource } from '../generate/passages';
import type { ToldPassage, ToldPassages } from '../generate/toldPassages';

export interface TextSources {
  /** New passages of the generators, by index and mix. */
  readonly generated: PassageSource;
  /** General English, drawn at random. */
  general(random: Random): Passage;
  /** A random sentence of general English with a judgement whether it is good English. */
  judged(random: Random): ToldPassage;
}

export interface HeldOutSources extends TextSources {
  /** Passages that test the word that states their label. */
  readonly told: readonly ToldPassages[];
}

/** Draws passages of a corpus uniformly. Half of them are unchanged; half are split where a sentence begins. */
export function drawnFrom(lines: readonly string[]): TextSources['general'] {
  return (random) => parted(lines[random.integer(lines.length)], random);
}

function parted(text: string, random: Random): Passage {
  const sentences = text.split(/(?<=[.!?;:]["')]?)\s+/);
  if (sentences.length < 2 || random.uniform() < 0.5) return { first: text };
  const cut = 1 + random.integer(sentences.length - 1);
  return { first: sentences.slice(0, cut).join(' '), second: sentences.slice(cut).join(' ') };
}
