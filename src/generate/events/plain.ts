/** Pairs of the first level: two texts with the same words, or all but one of them. */
import type { Random } from '../../text/random';
import { chance, pick } from '../choice';
import { drawPeople, drawPlace, drawRelation, drawTime, factOf } from './draws';
import { type Composed, compose, type Look, plainLook } from './look';
import type { Fact, Scene } from './scene';

export interface PlainPair {
  readonly texts: readonly [Composed, Composed];
  readonly line: string;
}

const denials = ['not', 'not', 'never', 'nearly'];
const refusals = [...denials, 'refused', 'failed', 'forgot'];

/** One fact with a time or place, told twice; where they differ, mostly by a "not" in one of the two. */
export function plainPair(differs: boolean, held: boolean, random: Random): PlainPair {
  const scene = plainScene(held, random);
  const look = { ...plainLook(scene, held ? 1 : 0.15, random), fronted: chance(0.5, random) };
  const looks = [look, { ...look, fronted: !look.fronted }];
  if (!differs) return { texts: told(scene, scene, looks), line: 'the same words say the same' };
  if (chance(0.85, random)) return denied(scene, looks, random);
  const [other, line] = changedWord(scene, random);
  return { texts: told(scene, other, looks), line };
}

function plainScene(held: boolean, random: Random): Scene {
  const gender = drawPeople(2, false, random);
  const [one, other] = Object.keys(gender);
  const relation = drawRelation(['deed', 'work', 'transfer'], held, random);
  const fact = factOf(relation, one, other, random);
  const when = chance(0.5, random) ? { time: drawTime(random) } : { place: drawPlace(random) };
  return { facts: [{ ...fact, ...when }], gender, held };
}

function told(one: Scene, other: Scene, looks: readonly Look[]): [Composed, Composed] {
  return [compose(one, looks[0]), compose(other, looks[1])];
}

function denied(scene: Scene, looks: readonly Look[], random: Random): PlainPair {
  const word = pick(looks[0].styles[0].passive ? denials : refusals, random);
  const which = random.integer(2);
  const texts = looks.map((look, i) => compose(i === which ? deniedBy(word, scene) : scene, look));
  return { texts: [texts[0], texts[1]], line: `only one of them says '${word}'` };
}

/** The scene with its one fact denied. */
export function deniedBy(word: string, scene: Scene): Scene {
  return { ...scene, facts: scene.facts.map((fact) => ({ ...fact, denied: word })) };
}

/** The scene with another time, place or thing. */
function changedWord(scene: Scene, random: Random): [Scene, string] {
  const [fact] = scene.facts;
  const { relation, first, second, thing, time, place } = fact;
  const fresh = factOf(relation, first, second, random);
  if (fresh.second !== second || fresh.thing !== thing) {
    return [{ ...scene, facts: [{ ...fresh, time, place }] }, 'one names another thing than the other'];
  }
  const part = time !== undefined ? 'time' : 'place';
  const others = Array.from({ length: 5 }, () => (time !== undefined ? drawTime(random) : drawPlace(random)));
  const other: Fact = { ...fact, [part]: others.find((choice) => choice !== fact[part]) ?? 'never' };
  return [{ ...scene, facts: [other] }, `one names another ${part} than the other`];
}
