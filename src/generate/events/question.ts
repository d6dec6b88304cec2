/** Scenes told as questions: one of their people, things, times or places is asked for. */
import type { Random } from '../../text/random';
import { chance, pick } from '../choice';
import { type Asked, askedOf, wordOf } from './asked';
import { GAP, interrogative } from './clause';
import { background, type Composed, clauseOf, introduction, type Look, orderOf, sayingOf } from './look';
import type { DrawScene } from './pair';
import type { Fact, Mirrored, Scene } from './scene';

/** The scene as a question, after a sentence that brings its people in where it has one. */
export function ask(scene: Scene, look: Look, asked: Asked = askedOf(scene)): Composed {
  const [fact] = scene.facts;
  const [style] = look.styles;
  const word = wordOf(asked, look);
  const clause = { ...clauseOf(fact, style, scene, look), asks: word };
  const question = interrogative(clause, sayingOf(fact, style).verb, orderOf(style, look), word);
  const intro = introduction(scene, look);
  const text = intro === undefined ? question : `${intro}. ${question[0].toUpperCase()}${question.slice(1)}`;
  return { text, said: { clauses: [clause], ...background(scene, look) } };
}

/** Scenes of some kind with a gap for a time, a place or a thing. */
export const circumstance =
  (draw: DrawScene): DrawScene =>
  (held, random) => {
    const { scene, mirror, exchanged } = drawEvent(draw, held, random);
    const [fact] = scene.facts;
    const choices = ['time', 'place', ...(fact.relation.kind === 'deed' ? [] : ['thing'])] as const;
    const part = pick(choices, random);
    const gapped = (one: Scene) => withFact(one, gapIn(one.facts[0], part));
    return { scene: gapped(scene), mirror: gapped(mirror), exchanged };
  };

/** Scenes of some kind with a gap for one of their two people; the mirror asks for the other. */
export const participant =
  (draw: DrawScene): DrawScene =>
  (held, random) => {
    const { scene, mirror, exchanged } = draw(held, random);
    return person(scene, mirror, exchanged, random);
  };

/** A scene of something that happened at a time and place. */
function drawEvent(draw: DrawScene, held: boolean, random: Random): Mirrored {
  for (;;) {
    const drawn = draw(held, random);
    if (drawn.scene.facts[0].relation.kind !== 'comparison') return drawn;
  }
}

function person(scene: Scene, mirror: Scene, exchanged: Mirrored['exchanged'], random: Random): Mirrored {
  const asked = pick(exchanged, random);
  const gap = (name: string) => (name === asked ? GAP : name);
  const gapped = (one: Scene) => {
    const [fact] = one.facts;
    return withFact(one, { ...fact, first: gap(fact.first), second: gap(fact.second) });
  };
  return { scene: gapped(scene), mirror: gapped(mirror), exchanged: ['who does it', 'to whom'] };
}

function withFact(scene: Scene, fact: Fact): Scene {
  return { ...scene, facts: [fact] };
}

function gapIn(fact: Fact, part: string): Fact {
  if (part === 'thing')
    return fact.relation.kind === 'work' ? { ...fact, second: GAP } : { ...fact, thing: GAP };
  return { ...fact, [part]: GAP };
}

/** Questions whose mirror asks for the place rather than the time, or the other way round. */
export const otherwise =
  (draw: DrawScene): DrawScene =>
  (held, random) => {
    const { scene } = drawEvent(draw, held, random);
    const { time: _time, place: _place, ...bare } = scene.facts[0];
    const [one, other] = chance(0.5, random) ? ['time', 'place'] : ['place', 'time'];
    const gapped = (part: string) => withFact(scene, { ...bare, [part]: GAP });
    return { scene: gapped(one), mirror: gapped(other), exchanged: [one, other] };
  };
