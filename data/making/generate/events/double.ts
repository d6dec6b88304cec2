/** Scenes of two facts. */
import type { Random } from '../../../../src/text/random';
import { chance, pick } from '../choice';
import { distinct, drawPeople, drawPlace, drawRelation, drawTime, factOf } from './draws';
import { exchange, type Mirrored } from './mirrored';
import type { Kind } from './relation';
import type { Fact, Scene } from './scene';

/** Two facts, of four people or of two, in either order, or one before the other. */
export function double(held: boolean, random: Random): Mirrored {
  const gender = drawPeople(4, false, random);
  const facts = twoFacts(Object.keys(gender), held, random);
  const people = Object.fromEntries(Object.entries(gender).filter(([name]) => nameIn(facts, name)));
  const scene: Scene = { facts, gender: people, ...(chance(0.4, random) && { earlier: 0 }) };
  return chance(0.5, random) ? exchangedTimes(scene, random) : exchangedAnywhere(scene, random);
}

/** Two works on two things; or two facts about the first two people, or about all four. */
function twoFacts(names: readonly string[], held: boolean, random: Random): [Fact, Fact] {
  const works = chance(0.4, random);
  const kinds: Kind[] = works ? ['work'] : ['deed', 'deed', 'transfer'];
  const [relation, otherRelation] = distinct(() => drawRelation(kinds, held, random));
  const [a, b, c, d] = works || chance(0.6, random) ? names : [names[0], names[1], names[1], names[0]];
  for (;;) {
    const [one, other] = [factOf(relation, a, b, random), factOf(otherRelation, c, d, random)];
    if (one.second !== other.second) return [one, other];
  }
}

function nameIn(facts: readonly Fact[], name: string): boolean {
  return facts.some(({ first, second }) => first === name || second === name);
}

/** Two facts with times or places, which the mirror exchanges; or with an order, which it reverses. */
function exchangedTimes(scene: Scene, random: Random): Mirrored {
  const [one, other] = scene.facts;
  if (scene.earlier !== undefined) {
    return {
      scene,
      mirror: { ...scene, earlier: 1 },
      clash: 'what came first in one came last in the other',
    };
  }
  const part = chance(0.5, random) ? 'time' : 'place';
  const draw = part === 'time' ? drawTime : drawPlace;
  const [early, late] = distinct(() => draw(random));
  const facts = [
    { ...one, [part]: early },
    { ...other, [part]: late },
  ];
  const mirror = {
    ...scene,
    facts: [
      { ...one, [part]: late },
      { ...other, [part]: early },
    ],
  };
  return { scene: { ...scene, facts }, mirror, clash: exchange(early, late) };
}

/** One fact reversed, or two people or things exchanged between the facts. */
function exchangedAnywhere(scene: Scene, random: Random): Mirrored {
  const [one, other] = scene.facts;
  const roles = pick(['first', 'second'] as const, random);
  const facts = [
    { ...one, [roles]: other[roles] },
    { ...other, [roles]: one[roles] },
  ];
  if (facts.every(({ first, second }) => first !== second)) {
    return { scene, mirror: { ...scene, facts }, clash: exchange(one[roles], other[roles]) };
  }
  const turned = { ...one, first: one.second, second: one.first };
  const mirror = { ...scene, facts: [turned, other] };
  return { scene, mirror, clash: exchange(one.first, one.second) };
}
