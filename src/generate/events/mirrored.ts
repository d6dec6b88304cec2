import type { Random } from '../../text/random';
import type { Scene } from './scene';

/** A scene and its mirror: the same words, bound otherwise. */
export interface Mirrored {
  readonly scene: Scene;
  readonly mirror: Scene;
  /** In what the two differ. */
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
  const { rejected } = scene;
  const mirror = { ...scene, facts, ...(rejected !== undefined && { rejected: turn(rejected) }) };
  return { scene, mirror, clash: exchange(one, other) };
}
