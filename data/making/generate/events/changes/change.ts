import type { Random } from '../../../../../src/text/random';
import type { Verb } from '../../english';
import { changed, type Looks, type Style, sayingOf } from '../look';
import type { Scene } from '../scene';

/** The looks after a change and the line that undoes it, told when all changes are made. */
export interface Changed {
  readonly looks: Looks;
  line(looks: Looks): string;
}

/**
 * Changes one of two looks without changing what is said, or nothing where it cannot be done. The reader has to undo
 * it: a step.
 */
export type Change = (scene: Scene, looks: Looks, random: Random) => Changed | undefined;

/** The looks after one of them tells one fact in another way. */
export function restyled(looks: Looks, which: number, fact: number, change: Partial<Style>): Looks {
  const styles = looks[which].styles.map((style, i) => (i === fact ? { ...style, ...change } : style));
  return changed(looks, which, { styles });
}

/** The verbs with which the two looks tell a fact. */
export function verbsOf(scene: Scene, looks: Looks, fact: number): Verb[] {
  return looks.map(({ styles }) => sayingOf(scene.facts[fact], styles[fact]).verb);
}
