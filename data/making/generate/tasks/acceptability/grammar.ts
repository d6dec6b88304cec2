/** The logical form of a sentence's grammar, and what its rules have in common. */
import type { Random } from '../../../../../src/text/random';
import { pick } from '../../choice';
import type { Level } from '../../graded';

/** A word with the feature that counts here: its number, its gender, the form that it has or asks for. */
export interface Sign {
  readonly word: string;
  readonly feature: string;
}

/** The words of a sentence that a rule looks at; `links` pairs those that have to agree. */
export interface AcceptabilityForm {
  readonly rule: string;
  readonly signs: readonly Sign[];
  readonly links: readonly (readonly [number, number])[];
  /** Whether anything stands between the first two. */
  readonly apart: boolean;
}

/** What a rule is asked for. */
export interface Draw {
  readonly random: Random;
  readonly level: Level;
  readonly acceptable: boolean;
}

/** Words that stand after a noun, and the nouns among them that could be taken for it. */
export interface Insert {
  readonly text: string;
  readonly nouns: readonly Sign[];
}

/** A sentence as a rule made it: two words that have to agree, and what stands between them. */
export interface Sketch {
  readonly text: string;
  readonly end: '.' | '?';
  readonly controller: Sign;
  readonly dependent: Sign;
  readonly between: Insert;
}

/** One construction, put right or wrong. */
export type Rule = (draw: Draw) => Sketch;

/** Number, in grammar's sense. */
export type Amount = 'singular' | 'plural';

/** Either number, evenly. */
export const anyAmount = (random: Random): Amount => pick(['singular', 'plural'], random);

/** The wanted feature in a sentence that should be right, another one in a sentence that should not. */
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
