/** The logical form of a sentence's grammar, and the parts that its rules share. */
import type { Random } from '../../../../../src/text/random';
import { pick } from '../../choice';
import type { Level } from '../../graded';

/** A word with its relevant feature: its number, its gender, the form that it has or requires. */
export interface Sign {
  readonly word: string;
  readonly feature: string;
}

/** The words of a sentence that a rule compares; `links` lists the pairs that have to agree. */
export interface AcceptabilityForm {
  readonly rule: string;
  readonly signs: readonly Sign[];
  readonly links: readonly (readonly [number, number])[];
  /** Whether there are words between the first two. */
  readonly apart: boolean;
}

/** The requirements of a rule's sentence. */
export interface Draw {
  readonly random: Random;
  readonly level: Level;
  readonly acceptable: boolean;
}

/** Words after a noun, and the nouns among them that could be mistaken for it. */
export interface Insert {
  readonly text: string;
  readonly nouns: readonly Sign[];
}

/** A sentence of a rule: two words that have to agree, and the words between them. */
export interface Sketch {
  readonly text: string;
  readonly end: '.' | '?';
  readonly controller: Sign;
  readonly dependent: Sign;
  readonly between: Insert;
}

/** One construction, correct or incorrect. */
export type Rule = (draw: Draw) => Sketch;

/** Grammatical number. */
export type Amount = 'singular' | 'plural';

/** A random number, both with equal probability. */
export const anyAmount = (random: Random): Amount => pick(['singular', 'plural'], random);

/** The required feature in a correct sentence, another one in an incorrect sentence. */
export function agreeing<Feature extends string>(
  wanted: Feature,
  features: readonly Feature[],
  { acceptable, random }: Draw,
): Feature {
  return acceptable
    ? wanted
    : pick(
        features.filter((feature) => feature !== wanted),
        random,
      );
}
