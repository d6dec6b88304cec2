/** Pairs of questions of the first level: the same one, or one that a single word makes another. */
import type { Random } from '../../text/random';
import { chance, pick } from '../choice';
import { type Asked, askedOf } from './asked';
import { GAP } from './clause';
import { type Look, plainLook } from './look';
import type { PlainPair } from './plain';
import { ask } from './question';
import { drawPeople, drawRelation, type Fact, factOf, type Scene } from './scene';

/** Two questions about one fact; where they differ, by "why" or "how", a refusal, or the kind of answer. */
export function plainQuestions(differs: boolean, held: boolean, random: Random): PlainPair {
  const scene = plainScene(held, random);
  const look = { ...plainLook(scene, held ? 1 : 0.15, random), asking: 0 };
  if (!differs) return reworded(scene, look, random);
  return pick([otherAnswer, otherAnswer, denied], random)(scene, look, random);
}

function plainScene(held: boolean, random: Random): Scene {
  const gender = drawPeople(2, false, random);
  const [one, other] = Object.keys(gender);
  const fact = factOf(drawRelation(['deed', 'work', 'transfer'], held, random), one, other, random);
  return { facts: [gapped(fact, random)], gender, held };
}

function gapped(fact: Fact, random: Random): Fact {
  return { ...fact, [pick(['time', 'place', 'first'] as const, random)]: GAP };
}

/** The first question with other question words: "on what day" for "when". */
function reworded(scene: Scene, look: Look, random: Random): PlainPair {
  const looks = [look, { ...look, asking: 1 }];
  const [one, other] = chance(0.5, random) ? looks : looks.reverse();
  return {
    texts: [ask(scene, one), ask(scene, other)],
    line: `both ask for the same ${askedOf(scene)}`,
  };
}

/** The one asks for a time, place or person, the other for a reason or a manner. */
function otherAnswer(scene: Scene, look: Look, random: Random): PlainPair {
  const asked: Asked = pick(['reason', 'manner'], random);
  const [fact] = scene.facts;
  const whole = fact.first === GAP ? { ...fact, first: Object.keys(scene.gender)[0] } : fact;
  const { time: _time, place: _place, ...bare } = whole;
  const changedLook = { ...look, asking: random.integer(2) };
  const texts = [ask(scene, look), ask({ ...scene, facts: [bare] }, changedLook, asked)] as const;
  return {
    texts: chance(0.5, random) ? texts : [texts[1], texts[0]],
    line: `one asks for the ${askedOf(scene)}, the other for the ${asked}`,
  };
}

/** One of the two asks about what was nearly done, or not. */
function denied(scene: Scene, look: Look, random: Random): PlainPair {
  const { passive } = look.styles[0];
  const word = pick(passive ? ['nearly'] : ['nearly', 'refused', 'failed', 'forgot'], random);
  const looks = [look, { ...look, asking: random.integer(2), denied: word }];
  const [one, other] = chance(0.5, random) ? looks : looks.reverse();
  return { texts: [ask(scene, one), ask(scene, other)], line: `only one of them has '${word}'` };
}
