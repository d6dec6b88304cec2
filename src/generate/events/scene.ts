/** What pairs of sentences tell of: one or two facts about people, and what is said besides. */

import type { Random } from '../../text/random';
import { chance, pick } from '../choice';
import { withArticle, wordList } from '../english';
import { men, women } from '../lexicon/names';
import { occupations } from '../lexicon/people';
import { places, towns } from '../lexicon/places';
import { objects } from '../lexicon/things';
import { pastTimes } from '../lexicon/times';
import { meetings, meetingsAnywhere, meetingsInTowns, traits } from '../lexicon/traits';
import { bareThings } from '../lexicon/transfers';
import { GAP } from './clause';
import { heldRelations, type Kind, type Relation, relations } from './relation';

/** A relation between two, such as a sale from Anna to Ben of the harp. */
export interface Fact {
  readonly relation: Relation;
  readonly first: string;
  readonly second: string;
  readonly thing?: string;
  readonly time?: string;
  readonly place?: string;
}

export interface Scene {
  /** Whether it must have, and may have, the passives that training never sees. */
  readonly held?: boolean;
  readonly facts: readonly Fact[];
  /** Women and men of the scene; nouns such as "the baker" are in neither. */
  readonly gender: Readonly<Record<string, 'she' | 'he'>>;
  /** What the first two people did together: "met in Rome". */
  readonly meeting?: string;
  /** Who has which occupation. */
  readonly trades?: Readonly<Record<string, string>>;
  /** Who is like what: a number of a line of traits. */
  readonly traits?: Readonly<Record<string, number>>;
  /** Who did not do the first fact, although one might think so. */
  readonly rejected?: string;
  /** Which of the two facts was before the other. */
  readonly earlier?: 0 | 1;
}

/** A scene and its mirror: the same words, bound otherwise. */
export interface Mirrored {
  readonly scene: Scene;
  readonly mirror: Scene;
  /** In what the two differ. */
  readonly clash: string;
}

export function drawTime(random: Random): string {
  return pick(pastTimes, random);
}

const shores = wordList('bay beach harbour market');
const townNames = [...towns.keys()];

export function drawPlace(random: Random): string {
  if (chance(0.25, random)) return `in ${pick(townNames, random)}`;
  const place = pick(places, random);
  return `${shores.includes(place) ? 'at' : 'in'} the ${place}`;
}

/** People of a scene with their pronouns; where `mixed`, women and men in turn. */
export function drawPeople(count: number, mixed: boolean, random: Random): Record<string, 'she' | 'he'> {
  const gender: Record<string, 'she' | 'he'> = {};
  const first = random.integer(2);
  for (let drawn = 0; drawn < count; ) {
    const female = (mixed ? first + drawn : random.integer(2)) % 2 === 0;
    const name = pick(female ? women : men, random);
    if (gender[name] !== undefined) continue;
    gender[name] = female ? 'she' : 'he';
    drawn++;
  }
  return gender;
}

/** A relation of some kind; from the held-out ones where `held`. */
export function drawRelation(kinds: readonly Kind[], held: boolean, random: Random): Relation {
  const kind = pick(kinds, random);
  return pick(held ? heldRelations[kind] : relations[kind], random);
}

/** A thing as it is spoken of: "the harp", "French". */
export function thingOf(relation: Relation, random: Random): string | undefined {
  if (relation.kind === 'work') return theThing(pick(objects, random));
  return relation.things.length === 0 ? undefined : theThing(pick(relation.things, random));
}

function theThing(thing: string): string {
  return bareThings.has(thing) ? thing : `the ${thing}`;
}

/** A fact between two people, or of one and a thing where the relation is work. */
export function factOf(relation: Relation, first: string, other: string, random: Random): Fact {
  const thing = thingOf(relation, random);
  if (relation.kind === 'work') return { relation, first, second: thing ?? other };
  return { relation, first, second: other, ...(thing !== undefined && { thing }) };
}

/** One fact about two people, somewhere or some time. */
export function alone(held: boolean, random: Random): Mirrored {
  const gender = drawPeople(2, false, random);
  const [one, other] = Object.keys(gender);
  const kinds: Kind[] = held ? ['deed', 'transfer'] : ['deed', 'transfer', 'transfer', 'comparison'];
  const fact = settled(factOf(drawRelation(kinds, held, random), one, other, random), 0.35, random);
  return exchangedPeople({ facts: [fact], gender }, one, other);
}

/** One deed; the mirror tells the opposite: "praised", "criticised". */
export function opposed(held: boolean, random: Random): Mirrored {
  const gender = drawPeople(2, false, random);
  const [one, other] = Object.keys(gender);
  for (;;) {
    const relation = drawRelation(['deed', 'work'], held, random);
    const { opposites, sides } = relation;
    if (opposites.length === 0) continue;
    const fact = settled(factOf(relation, one, other, random), 0.35, random);
    const opposite = {
      ...fact,
      relation: { ...relation, sides: [opposites, []], opposites: sides[0] },
    } as const;
    const clash = `'${opposites[0].verb.plain}' is the opposite of '${sides[0][0].verb.plain}'`;
    return { scene: { facts: [fact], gender }, mirror: { facts: [opposite], gender }, clash };
  }
}

/** The fact with a time or a place, unless it always holds. */
export function settled(fact: Fact, probability: number, random: Random): Fact {
  if (fact.relation.kind === 'comparison' || !chance(probability, random)) return fact;
  return chance(0.5, random) ? { ...fact, time: drawTime(random) } : { ...fact, place: drawPlace(random) };
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

function drawMeeting(random: Random): string {
  const kind = random.integer(4);
  if (kind === 0) return `${pick(meetingsAnywhere, random)} ${drawPlace(random)}`;
  if (kind === 1) return `${pick(meetingsInTowns, random)} in ${pick(townNames, random)}`;
  return pick(meetings, random);
}

/** Two people with their occupations; one did something to the other. */
export function trading(held: boolean, random: Random): Mirrored {
  const gender = drawPeople(2, false, random);
  const [one, other] = Object.keys(gender);
  const [trade, otherTrade] = distinct(() => pick(occupations, random));
  const kinds: Kind[] = held ? ['deed', 'transfer'] : ['deed', 'transfer', 'comparison'];
  const fact = factOf(drawRelation(kinds, held, random), one, other, random);
  const scene = { facts: [fact], gender, trades: { [one]: trade, [other]: otherTrade } };
  return exchangedPeople(scene, one, other);
}

/** Two people known by what they do and are: "the tall baker thanked the rich clerk". */
export function described(held: boolean, random: Random): Mirrored {
  const [one, other] = distinct(() => `the ${pick(occupations, random)}`);
  const [trait, otherTrait] = distinct(() => random.integer(traits.length));
  const fact = factOf(drawRelation(['deed', 'transfer'], held, random), one, other, random);
  const scene: Scene = { facts: [fact], gender: {}, traits: { [one]: trait, [other]: otherTrait } };
  if (chance(0.4, random)) return exchangedPeople(scene, one, other);
  const mirror = { ...scene, traits: { [one]: otherTrait, [other]: trait } };
  return { scene, mirror, clash: exchange(traits[trait][0], traits[otherTrait][0]) };
}

/** Somebody, and not somebody else, did something. */
export function rather(held: boolean, random: Random): Mirrored {
  const gender = drawPeople(3, false, random);
  const [one, other, rejected] = Object.keys(gender);
  const kinds: Kind[] = held ? ['deed', 'transfer'] : ['deed', 'work', 'transfer'];
  const fact = factOf(drawRelation(kinds, held, random), one, other, random);
  return exchangedPeople({ facts: [fact], gender, rejected }, one, rejected);
}

/** Two facts, of four people or of two, in either order or one before the other. */
export function double(held: boolean, random: Random): Mirrored {
  const gender = drawPeople(4, false, random);
  const facts = twoFacts(Object.keys(gender), held, random);
  const people = Object.fromEntries(Object.entries(gender).filter(([name]) => nameIn(facts, name)));
  const scene: Scene = { facts, gender: people, ...(chance(0.4, random) && { earlier: 0 }) };
  return chance(0.5, random) ? exchangedTimes(scene, random) : exchangedAnywhere(scene, random);
}

/** Two works on two things, or two facts about the first two people or about all four. */
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

/** Two facts with their times or places, which the mirror exchanges; or their order, which it turns round. */
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

function exchange(one: string, other: string): string {
  return `${one} and ${other} are exchanged`;
}

/** Two drawn values that are not the same. */
function distinct<T>(draw: () => T): [T, T] {
  const first = draw();
  for (;;) {
    const second = draw();
    if (second !== first) return [first, second];
  }
}

/** One fact turned round, or two people or things exchanged between the facts. */
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

function exchangedPeople(scene: Scene, one: string, other: string): Mirrored {
  const turn = (name: string) => (name === one ? other : name === other ? one : name);
  const facts = scene.facts.map((fact) => ({ ...fact, first: turn(fact.first), second: turn(fact.second) }));
  const { rejected } = scene;
  const mirror = { ...scene, facts, ...(rejected !== undefined && { rejected: turn(rejected) }) };
  return { scene, mirror, clash: exchange(one, other) };
}

/** "a baker". */
export function tradeOf(scene: Scene, name: string): string {
  return withArticle(scene.trades?.[name] ?? '');
}

/** Whether a fact has no passive here: one of those that training never sees, or "who was the harp bought from by". */
export function isBarred({ facts, held }: Scene, which: number): boolean {
  const { relation, first, second, thing } = facts[which];
  return (relation.held && held !== true) || (thing !== undefined && [first, second].includes(GAP));
}
