/** What pairs of sentences tell of: one or two facts about people, and what is said besides. */
import { withArticle } from '../english';
import { GAP } from './clause';
import type { Relation } from './relation';

/** A relation between two, such as a sale from Anna to Ben of the harp. */
export interface Fact {
  readonly relation: Relation;
  readonly first: string;
  readonly second: string;
  readonly thing?: string;
  readonly time?: string;
  readonly place?: string;
  /** The word by which it is said not to be: "not", "never", "refused". */
  readonly denied?: string;
}

export interface Scene {
  /** Whether it must have, and may have, the passives that training never sees. */
  readonly held?: boolean;
  readonly facts: readonly Fact[];
  /** Women and men of the scene; nouns such as "the baker" are in neither. */
  readonly gender: Readonly<Record<string, 'she' | 'he'>>;
  /** What the first two people did together: "met in Rome". */
  readonly meeting?: string;
  /** Who has which occupation. */
  readonly trades?: Readonly<Record<string, string>>;
  /** Who is like what: a number of a line of traits. */
  readonly traits?: Readonly<Record<string, number>>;
  /** Which of the two facts was before the other. */
  readonly earlier?: 0 | 1;
}

/** "a baker". */
export function tradeOf(scene: Scene, name: string): string {
  return withArticle(scene.trades?.[name] ?? '');
}

/** Whether a fact has no passive here: one of those that training never sees, or "who was the harp bought from by". */
export function isBarred({ facts, held }: Scene, which: number): boolean {
  const { relation, first, second, thing } = facts[which];
  return (relation.held && held !== true) || (thing !== undefined && [first, second].includes(GAP));
}
