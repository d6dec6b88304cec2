/** Pairs of texts; the question is whether both mean the same. */
import type { Random } from '../../../../src/text/random';
import { pick, pickSome } from '../choice';
import type { Draft, Level, Wanted } from '../graded';
import type { Change, Changed } from './changes';
import { punctuated } from './clause';
import { type Composed, type Look, type Looks, plainLook, type Said } from './look';
import type { DrawScene, Mirrored } from './mirrored';
import type { PlainPair } from './plain';
import type { Scene } from './scene';

/** The meanings of the two texts; `?` stands for the part that a question asks for. */
export interface PairForm {
  readonly first: Said;
  readonly second: Said;
}

/** Pairs of level 1. */
export interface PlainGrammar {
  readonly end: '.' | '?';
  /** The same text twice, or two texts that differ in one word that changes the meaning. */
  plain(differs: boolean, held: boolean, random: Random): PlainPair;
}

/** The differences between pairs of statements and pairs of questions. */
export interface PairGrammar extends PlainGrammar {
  /** The kinds of scenes of each level. Longer scenes allow more changes. */
  readonly scenes: Readonly<Record<Exclude<Level, 1>, readonly DrawScene[]>>;
  changesFor(scene: Scene): readonly Change[];
  tell(scene: Scene, look: Look): Composed;
}

/** A pair with equal or different meanings. Above level 1, the second text has level minus 1 changes. */
export function drawPair(
  grammar: PairGrammar,
  { level, held }: Wanted,
  same: boolean,
  random: Random,
): Draft<PairForm> {
  if (level === 1) return drawPlainPair(grammar, held, same, random);
  const { scenes, changesFor, tell } = grammar;
  const drawScene = () => pick(scenes[level], random);
  const drifted = drawDrifted(drawScene, changesFor, level - 1, held, random);
  const { scene, again, mirror, looks, lines, agreement = 'so all roles agree', clash } = drifted;
  const texts = [tell(scene, looks[0]), tell(same ? again : mirror, looks[1])] as const;
  return draft(texts, grammar, [...lines, same ? agreement : clash]);
}

/** A pair of level 1 with equal or different meanings. */
export function drawPlainPair(
  grammar: PlainGrammar,
  held: boolean,
  same: boolean,
  random: Random,
): Draft<PairForm> {
  const { texts, line } = grammar.plain(!same, held, random);
  return draft(texts, grammar, [line]);
}

function draft(
  [one, other]: readonly [Composed, Composed],
  { end }: PlainGrammar,
  steps: readonly string[],
): Draft<PairForm> {
  return {
    sentence1: punctuated(one.text, end),
    sentence2: punctuated(other.text, end),
    form: { first: one.said, second: other.said },
    steps,
  };
}

interface Drifted extends Mirrored {
  readonly again: Scene;
  readonly looks: Looks;
  readonly lines: readonly string[];
}

const TRIES = 1000;

/** A scene, its mirror, and two looks that differ in `count` ways, with a line for each way. */
function drawDrifted(
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

/** Two looks that differ in `count` ways; undefined if the scene does not allow as many. */
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
