/** Scenes of one fact. */
import type { Random } from '../../../../src/text/random';
import { chance, pick } from '../choice';
import { occupations } from '../lexicon/people';
import { traits } from '../lexicon/traits';
import { distinct, drawMeeting, drawPeople, drawRelation, factOf, settled } from './draws';
import { exchange, exchangedPeople, type Mirrored } from './mirrored';
import type { Kind } from './relation';
import type { Scene } from './scene';

/** One fact about two people, with a place or a time. */
export function alone(held: boolean, random: Random): Mirrored {
  const gender = drawPeople(2, false, random);
  const [one, other] = Object.keys(gender);
  const kinds: Kind[] = held ? ['deed', 'transfer'] : ['deed', 'transfer', 'transfer', 'comparison'];
  const fact = settled(factOf(drawRelation(kinds, held, random), one, other, random), 0.35, random);
  return exchangedPeople({ facts: [fact], gender }, one, other);
}

/** Two people who met; one did something to the other. */
export function met(held: boolean, random: Random): Mirrored {
  const gender = drawPeople(2, true, random);
  const [one, other] = Object.keys(gender);
  const kinds: Kind[] = held ? ['deed', 'transfer'] : ['deed', 'transfer', 'transfer', 'comparison'];
  const fact = factOf(drawRelation(kinds, held, random), one, other, random);
  const scene = { facts: [fact], gender, meeting: drawMeeting(random) };
  return exchangedPeople(scene, one, other);
}

/** Two people with occupations; one did something to the other. */
export function trading(held: boolean, random: Random): Mirrored {
  const gender = drawPeople(2, false, random);
  const [one, other] = Object.keys(gender);
  const [trade, otherTrade] = distinct(() => pick(occupations, random));
  const kinds: Kind[] = held ? ['deed', 'transfer'] : ['deed', 'transfer', 'comparison'];
  const fact = factOf(drawRelation(kinds, held, random), one, other, random);
  const scene = { facts: [fact], gender, trades: { [one]: trade, [other]: otherTrade } };
  return exchangedPeople(scene, one, other);
}

/** Two people named by occupation and trait: "the tall baker thanked the rich clerk". */
export function described(held: boolean, random: Random): Mirrored {
  const [one, other] = distinct(() => `the ${pick(occupations, random)}`);
  const [trait, otherTrait] = distinct(() => random.integer(traits.length));
  const fact = factOf(drawRelation(['deed', 'transfer'], held, random), one, other, random);
  const scene: Scene = { facts: [fact], gender: {}, traits: { [one]: trait, [other]: otherTrait } };
  if (chance(0.4, random)) return exchangedPeople(scene, one, other);
  const mirror = { ...scene, traits: { [one]: otherTrait, [other]: trait } };
  return { scene, mirror, clash: exchange(traits[trait][0], traits[otherTrait][0]) };
}
