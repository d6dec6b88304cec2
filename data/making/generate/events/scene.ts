/** The content of pairs of sentences: one or two facts about people, and background facts. */
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
  /** The word that denies it: "not", "never", "refused". */
  readonly denied?: string;
}

export interface Scene {
  /** Whether it must have, and may have, the passives that training never has. */
  readonly held?: boolean;
  readonly facts: readonly Fact[];
  /** The pronouns of women and men in the scene; nouns such as "the baker" have none. */
  readonly gender: Readonly<Record<string, 'she' | 'he'>>;
  /** A past activity of the first two people together: "met in Rome". */
  readonly meeting?: string;
  /** The occupations of people. */
  readonly trades?: Readonly<Record<string, string>>;
  /** The traits of people, as numbers of lines of traits. */
  readonly traits?: Readonly<Record<string, number>>;
  /** The index of the earlier fact. */
  readonly earlier?: 0 | 1;
}

/** "a baker". */
export function tradeOf(scene: Scene, name: string): string {
  return withArticle(scene.trades?.[name] ?? '');
}

/**
 * Whether a fact cannot be passive here: its passive is held out, or would read "who was the harp bought from by".
 */
export function isBarred({ facts, held }: Scene, which: number): boolean {
  const { relation, first, second, thing } = facts[which];
  return (relation.held && held !== true) || (thing !== undefined && [first, second].includes(GAP));
}
