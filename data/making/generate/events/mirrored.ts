import type { Random } from '../../../../src/text/random';
import type { Scene } from './scene';

/** A scene, the same as another text may tell it, and its mirror: as like it as can be, but saying something else. */
export interface Mirrored {
  readonly scene: Scene;
  /** What the second text tells where both say the same, if it does so in words of its own. */
  readonly again?: Scene;
  readonly mirror: Scene;
  /** Steps to both: words of the second text that mean the same as those of the first. */
  readonly kept?: readonly string[];
  /** Why the second text says the same. */
  readonly agreement?: string;
  /** In what scene and mirror differ. */
  readonly clash: string;
}

/** Draws a scene of one kind; with one of the held-out relations where `held`. */
export type DrawScene = (held: boolean, random: Random) => Mirrored;

/** "Anna and Ben are exchanged". */
export function exchange(one: string, other: string): string {
  return `${one} and ${other} are exchanged`;
}

/** The scene and the same with two people in each other's place. */
export function exchangedPeople(scene: Scene, one: string, other: string): Mirrored {
  const turn = (name: string) => (name === one ? other : name === other ? one : name);
  const facts = scene.facts.map((fact) => ({ ...fact, first: turn(fact.first), second: turn(fact.second) }));
  return { scene, mirror: { ...scene, facts }, clash: exchange(one, other) };
}
