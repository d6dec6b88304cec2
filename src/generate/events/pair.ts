import type { Random } from '../../text/random';
import { pickSome } from '../choice';
import type { Change, Changed } from './changes';
import { type Look, type Looks, plainLook } from './look';
import type { DrawScene, Mirrored } from './mirrored';
import type { Scene } from './scene';

export interface Drifted extends Mirrored {
  readonly again: Scene;
  readonly looks: Looks;
  readonly lines: readonly string[];
}

const TRIES = 1000;

/** A scene, its mirror, and two looks that differ in so many ways, with a line for each. */
export function drawDrifted(
  drawScene: () => DrawScene,
  changesFor: (scene: Scene) => readonly Change[],
  count: number,
  held: boolean,
  random: Random,
): Drifted {
  for (let i = 0; i < TRIES; i++) {
    const drawn = drawScene()(held, random);
    const { scene, again = scene, mirror, kept = [] } = drawn;
    const mirrored = {
      ...drawn,
      scene: { ...scene, held },
      again: { ...again, held },
      mirror: { ...mirror, held },
    };
    const look = plainLook(mirrored.scene, held ? 0.5 : 0.15, random);
    const drift = drifted(mirrored.scene, look, changesFor(mirrored.scene), count - kept.length, random);
    if (drift !== undefined && (!held || heldPassive(mirrored.scene, drift.looks)))
      return { ...mirrored, looks: drift.looks, lines: [...kept, ...drift.lines] };
  }
  throw new Error(`no scene found that allows ${count} changes`);
}

function heldPassive({ facts }: Scene, looks: Looks): boolean {
  return facts.some(({ relation }, i) => relation.held && looks.some(({ styles }) => styles[i].passive));
}

/** Two looks that differ in so many ways; nothing where the scene does not allow as many. */
function drifted(scene: Scene, look: Look, changes: readonly Change[], count: number, random: Random) {
  const made: Changed[] = [];
  let looks: Looks = [look, look];
  for (const change of pickSome(changes, changes.length, random)) {
    if (made.length === count) break;
    const next = change(scene, looks, random);
    if (next === undefined) continue;
    made.push(next);
    looks = next.looks;
  }
  return made.length < count ? undefined : { looks, lines: made.map(({ line }) => line(looks)) };
}
