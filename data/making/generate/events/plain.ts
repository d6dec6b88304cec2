/** Pairs of level 1: two texts with the same words, except for a possible "not" in one of them. */
import type { Random } from '../../../../src/text/random';
import { chance, pick } from '../choice';
import { drawPeople, drawPlace, drawRelation, drawTime, factOf } from './draws';
import { type Composed, compose, type Look, plainLook } from './look';
import type { Scene } from './scene';

export interface PlainPair {
  readonly texts: readonly [Composed, Composed];
  readonly line: string;
}

const denials = ['not', 'not', 'never', 'nearly'];
const refusals = [...denials, 'refused', 'failed', 'forgot'];

/** One fact with a time or place, told twice. If the texts differ, one of them has a "not". */
export function plainPair(differs: boolean, held: boolean, random: Random): PlainPair {
  const scene = plainScene(held, random);
  const look = { ...plainLook(scene, held ? 1 : 0.15, random), fronted: chance(0.5, random) };
  const looks = [look, { ...look, fronted: !look.fronted }];
  if (differs) return denied(scene, looks, random);
  return { texts: [compose(scene, looks[0]), compose(scene, looks[1])], line: 'the same words say the same' };
}

function plainScene(held: boolean, random: Random): Scene {
  const gender = drawPeople(2, false, random);
  const [one, other] = Object.keys(gender);
  const relation = drawRelation(['deed', 'work', 'transfer'], held, random);
  const fact = factOf(relation, one, other, random);
  const when = chance(0.5, random) ? { time: drawTime(random) } : { place: drawPlace(random) };
  return { facts: [{ ...fact, ...when }], gender, held };
}

function denied(scene: Scene, looks: readonly Look[], random: Random): PlainPair {
  const word = pick(looks[0].styles[0].passive ? denials : refusals, random);
  const which = random.integer(2);
  const texts = looks.map((look, i) => compose(i === which ? deniedBy(word, scene) : scene, look));
  return { texts: [texts[0], texts[1]], line: `only one of them says '${word}'` };
}

/** The scene with its fact denied. */
export function deniedBy(word: string, scene: Scene): Scene {
  return { ...scene, facts: scene.facts.map((fact) => ({ ...fact, denied: word })) };
}
