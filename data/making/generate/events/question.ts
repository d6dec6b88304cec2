/** Scenes as questions about one of their people, things, times or places. */
import type { Random } from '../../../../src/text/random';
import { chance, pick } from '../choice';
import { type Asked, askedOf, wordOf } from './asked';
import { GAP } from './clause';
import { interrogative } from './interrogative';
import { background, type Composed, clauseOf, introduction, type Look, sayingOf } from './look';
import type { DrawScene, Mirrored } from './mirrored';
import type { Fact, Scene } from './scene';

/** The scene as a question, after a sentence that introduces its people, if it has one. */
export function ask(scene: Scene, look: Look, asked: Asked = askedOf(scene)): Composed {
  const [fact] = scene.facts;
  const [style] = look.styles;
  const clause = { ...clauseOf(fact, style, scene, look), asks: wordOf(asked, look) };
  const question = interrogative(clause, sayingOf(fact, style).verb);
  const intro = introduction(scene, look);
  const text = intro === undefined ? question : `${intro}. ${question[0].toUpperCase()}${question.slice(1)}`;
  return { text, said: { clauses: [clause], ...background(scene, look) } };
}

/** Scenes of some kind with a gap in place of a time, a place or a thing. */
export const circumstance =
  (draw: DrawScene): DrawScene =>
  (held, random) => {
    const drawn = drawEvent(draw, held, random);
    const part = pick(partsOf(drawn), random);
    return everywhere(drawn, (one) => withFact(one, gapIn(one.facts[0], part)));
  };

/** Applies a change to all scenes. */
function everywhere(drawn: Mirrored, change: (scene: Scene) => Scene): Mirrored {
  const { scene, again, mirror } = drawn;
  return {
    ...drawn,
    scene: change(scene),
    ...(again !== undefined && { again: change(again) }),
    mirror: change(mirror),
  };
}

/** A scene of a past event with a time and a place. */
function drawEvent(draw: DrawScene, held: boolean, random: Random): Mirrored {
  for (;;) {
    const drawn = draw(held, random);
    if (drawn.scene.facts[0].relation.kind !== 'comparison') return drawn;
  }
}

/**
 * The parts that a question may ask for. They exclude the parts that the mirror changes, and the place of a meeting,
 * which the introduction half tells.
 */
function partsOf({ scene: { meeting, facts }, again }: Mirrored): string[] {
  const places = meeting === undefined ? ['place'] : [];
  return ['time', ...places, ...(facts[0].relation.kind === 'deed' || again ? [] : ['thing'])];
}

function withFact(scene: Scene, fact: Fact): Scene {
  return { ...scene, facts: [fact] };
}

function gapIn(fact: Fact, part: string): Fact {
  if (part === 'thing')
    return fact.relation.kind === 'work' ? { ...fact, second: GAP } : { ...fact, thing: GAP };
  return { ...fact, [part]: GAP };
}

/** Questions whose mirror asks for the place instead of the time, or for the time instead of the place. */
export const otherwise =
  (draw: DrawScene): DrawScene =>
  (held, random) => {
    const { scene } = drawEvent(draw, held, random);
    const { time: _time, place: _place, ...bare } = scene.facts[0];
    const [one, other] = chance(0.5, random) ? ['time', 'place'] : ['place', 'time'];
    const gapped = (part: string) => withFact(scene, { ...bare, [part]: GAP });
    return {
      scene: gapped(one),
      mirror: gapped(other),
      clash: `one asks for the ${one}, the other for the ${other}`,
    };
  };
