import type { Random } from '../../../../src/text/random';
import type { Scene } from './scene';

/** A scene, its retelling, and its mirror: a scene that is as similar as possible and has another meaning. */
export interface Mirrored {
  readonly scene: Scene;
  /** The scene of the second text if both texts have the same meaning and the second has other words. */
  readonly again?: Scene;
  readonly mirror: Scene;
  /** Steps for both labels: words of the second text that mean the same as words of the first. */
  readonly kept?: readonly string[];
  /** Why the second text means the same. */
  readonly agreement?: string;
  /** The difference between scene and mirror. */
  readonly clash: string;
}

/** Draws a scene of one kind; if `held`, with a held-out relation. */
export type DrawScene = (held: boolean, random: Random) => Mirrored;

/** "Anna and Ben are exchanged". */
export function exchange(one: string, other: string): string {
  return `${one} and ${other} are exchanged`;
}

/** The scene, and the scene with two people exchanged. */
export function exchangedPeople(scene: Scene, one: string, other: string): Mirrored {
  const turn = (name: string) => (name === one ? other : name === other ? one : name);
  const facts = scene.facts.map((fact) => ({ ...fact, first: turn(fact.first), second: turn(fact.second) }));
  return { scene, mirror: { ...scene, facts }, clash: exchange(one, other) };
}
