/** Premise and hypothesis, with the facts, the rules and the claim behind them. */
import type { Random } from '../../../../src/text/random';
import { pick, pickSome } from '../choice';
import type { Draft, Level } from '../graded';

export type Verdict = 'entailment' | 'neutral' | 'contradiction';

/**
 * The facts of a premise as literals `relation thing thing`, with `not` before denied ones; Horn rules `literal &
 * literal -> literal` with variables `?x`; and the literal that the hypothesis claims.
 */
export interface Argument {
  readonly facts: readonly string[];
  readonly rules: readonly string[];
  readonly hypothesis: string;
}

/** The requirements of an argument. */
export interface Asked {
  readonly level: Level;
  readonly verdict: Verdict;
  readonly held: boolean;
}

/** A way to build arguments of some levels, for every verdict. */
export interface Scheme {
  readonly levels: readonly Level[];
  draw(asked: Asked, random: Random): Draft<Argument>;
}

/** A random scheme of the level. */
export function schemeOf(schemes: readonly Scheme[], level: Level, random: Random): Scheme {
  return pick(
    schemes.filter(({ levels }) => levels.includes(level)),
    random,
  );
}

/** A description of the pairings that `pairing` keeps for validation and test. */
export const heldOutPairings =
  'every fifth pairing of a topic (a scale, an attribute, a place, a habit, a deed) with a way to ' +
  'join or tell the premise';

/** A literal of the form; things may be phrases. */
export function literal(relation: string, ...things: readonly string[]): string {
  return [relation, ...things]
    .map((word) => word.replace(/^(?:the|a|an) /, '').replaceAll(' ', '_'))
    .join(' ');
}

/** The literal or its denial. */
export function signed(positive: string, holds: boolean): string {
  return holds ? positive : `not ${positive}`;
}

/** Literals that every two of the values differ, in both orders. */
export function allDiffer(values: readonly string[]): string[] {
  return values.flatMap((one) =>
    values.filter((other) => other !== one).map((other) => literal('differ', one, other)),
  );
}

/** The verdict that a claim needs so that its denial has the given verdict. */
export function denied(verdict: Verdict): Verdict {
  if (verdict === 'neutral') return 'neutral';
  return verdict === 'entailment' ? 'contradiction' : 'entailment';
}

/**
 * A topic and a sentence frame. Every fifth pairing is held out; every topic and every frame has many other pairings.
 */
export function pairing<T, F>(
  topics: readonly T[],
  frames: readonly F[],
  held: boolean,
  random: Random,
): { readonly topic: T; readonly frame: F } {
  for (;;) {
    const [topic, frame] = [random.integer(topics.length), random.integer(frames.length)];
    if (((topic + frame) % 5 === 0) === held) return { topic: topics[topic], frame: frames[frame] };
  }
}

/** `count` of the possible further steps of an argument. The draw is independent of the verdict. */
export function furtherSteps<S extends string>(
  possible: readonly S[],
  count: number,
  random: Random,
): ReadonlySet<S> {
  return new Set(pickSome(possible, count, random));
}

/** A template with its slots filled, all at once, so that a filling is never read as a slot. */
export function filled(template: string, slots: Readonly<Record<string, string>>): string {
  return template.replace(/\b[A-Z]\b/g, (slot) => slots[slot] ?? slot);
}
