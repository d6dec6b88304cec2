import type { Random } from '../../../../../src/text/random';
import type { Verb } from '../../english';
import { changed, type Looks, type Style, sayingOf } from '../look';
import type { Scene } from '../scene';

/** The looks after a change, and the line that explains it, which is written after all changes. */
export interface Changed {
  readonly looks: Looks;
  line(looks: Looks): string;
}

/**
 * Changes one of two looks and keeps the meaning; undefined if that is impossible. Undoing it is one reasoning step.
 */
export type Change = (scene: Scene, looks: Looks, random: Random) => Changed | undefined;

/** The looks after a change in the style of one fact in one of them. */
export function restyled(looks: Looks, which: number, fact: number, change: Partial<Style>): Looks {
  const styles = looks[which].styles.map((style, i) => (i === fact ? { ...style, ...change } : style));
  return changed(looks, which, { styles });
}

/** The verbs of a fact in the two looks. */
export function verbsOf(scene: Scene, looks: Looks, fact: number): Verb[] {
  return looks.map(({ styles }) => sayingOf(scene.facts[fact], styles[fact]).verb);
}
