/** Pairs of questions of level 1: two equal questions, or two that differ in one word. */
import type { Random } from '../../../../src/text/random';
import { chance, pick } from '../choice';
import { type Asked, askedOf } from './asked';
import { GAP } from './clause';
import { drawPeople, drawRelation, factOf, settled } from './draws';
import { type Composed, type Look, plainLook } from './look';
import { deniedBy, type PlainPair } from './plain';
import { ask } from './question';
import type { Scene } from './scene';

/** Two questions about one fact. If they differ, one has "why" or "how", or a denial. */
export function plainQuestions(differs: boolean, held: boolean, random: Random): PlainPair {
  const whole = plainScene(held, random);
  const scene = gapped(whole);
  const look = { ...plainLook(scene, held ? 1 : 0.15, random), asking: 0 };
  if (!differs) return reworded(scene, look, random);
  return chance(0.7, random) ? otherAnswer(scene, whole, look, random) : denied(scene, look, random);
}

function plainScene(held: boolean, random: Random): Scene {
  const gender = drawPeople(2, false, random);
  const [one, other] = Object.keys(gender);
  const fact = factOf(drawRelation(['deed', 'work', 'transfer'], held, random), one, other, random);
  return { facts: [settled(fact, 0.5, random)], gender, held };
}

/** The scene with a gap in place of a thing or a person. */
function gapped(scene: Scene): Scene {
  const [fact] = scene.facts;
  return { ...scene, facts: [{ ...fact, [fact.thing === undefined ? 'first' : 'thing']: GAP }] };
}

/** The first question with other question words: "which person" instead of "who". */
function reworded(scene: Scene, look: Look, random: Random): PlainPair {
  const looks = [look, { ...look, asking: 1 }];
  return {
    texts: inEitherOrder(
      looks.map((one) => ask(scene, one)),
      random,
    ),
    line: `both ask for the same ${askedOf(scene)}`,
  };
}

/** One question asks for a thing or person, the other for a reason or a manner. */
function otherAnswer(scene: Scene, whole: Scene, look: Look, random: Random): PlainPair {
  const asked: Asked = pick(['reason', 'manner'], random);
  const texts = [ask(scene, look), ask(whole, { ...look, asking: random.integer(2) }, asked)];
  return {
    texts: inEitherOrder(texts, random),
    line: `one asks for the ${askedOf(scene)}, the other for the ${asked}`,
  };
}

/** One of the two questions asks about a deed that did not happen. */
function denied(scene: Scene, look: Look, random: Random): PlainPair {
  const { passive } = look.styles[0];
  const word = pick(passive ? ['nearly'] : ['nearly', 'refused', 'failed', 'forgot'], random);
  const texts = [ask(scene, look), ask(deniedBy(word, scene), { ...look, asking: random.integer(2) })];
  return { texts: inEitherOrder(texts, random), line: `only one of them says '${word}'` };
}

function inEitherOrder([one, other]: readonly Composed[], random: Random): [Composed, Composed] {
  return chance(0.5, random) ? [one, other] : [other, one];
}
