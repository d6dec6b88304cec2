/** Random draws of the parts of scenes. */
import type { Random } from '../../../../src/text/random';
import { chance, pick } from '../choice';
import { wordList } from '../english';
import { men, women } from '../lexicon/names';
import { places, towns } from '../lexicon/places';
import { objects } from '../lexicon/things';
import { pastTimes } from '../lexicon/times';
import { meetings, meetingsAnywhere, meetingsInTowns } from '../lexicon/traits';
import { bareThings } from '../lexicon/transfers';
import { heldRelations, type Kind, type Relation, relations } from './relation';
import type { Fact } from './scene';

/** "on Monday". */
export function drawTime(random: Random): string {
  return pick(pastTimes, random);
}

const shores = wordList('bay beach harbour market');
const townNames = [...towns.keys()];

/** "in Rome", "at the harbour". */
export function drawPlace(random: Random): string {
  if (chance(0.25, random)) return `in ${pick(townNames, random)}`;
  const place = pick(places, random);
  return `${shores.includes(place) ? 'at' : 'in'} the ${place}`;
}

/** People of a scene with their pronouns. If `mixed`, women and men alternate. */
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

/** A relation of one of the given kinds; if `held`, a held-out relation. */
export function drawRelation(kinds: readonly Kind[], held: boolean, random: Random): Relation {
  const kind = pick(kinds, random);
  return pick(held ? heldRelations[kind] : relations[kind], random);
}

/** The words for a thing: "the harp", "French". */
function thingOf(relation: Relation, random: Random): string | undefined {
  if (relation.kind === 'work') return theThing(pick(objects, random));
  return relation.things.length === 0 ? undefined : theThing(pick(relation.things, random));
}

function theThing(thing: string): string {
  return bareThings.has(thing) ? thing : `the ${thing}`;
}

/** A fact between two people; for works, of one person and a thing. */
export function factOf(relation: Relation, first: string, other: string, random: Random): Fact {
  const thing = thingOf(relation, random);
  if (relation.kind === 'work') return { relation, first, second: thing ?? other };
  return { relation, first, second: other, ...(thing !== undefined && { thing }) };
}

/** The fact with a time or a place, unless it always holds. */
export function settled(fact: Fact, probability: number, random: Random): Fact {
  if (fact.relation.kind === 'comparison' || !chance(probability, random)) return fact;
  return chance(0.5, random) ? { ...fact, time: drawTime(random) } : { ...fact, place: drawPlace(random) };
}

/** An activity of two people together. */
export function drawMeeting(random: Random): string {
  const kind = random.integer(4);
  if (kind === 0) return `${pick(meetingsAnywhere, random)} ${drawPlace(random)}`;
  if (kind === 1) return `${pick(meetingsInTowns, random)} in ${pick(townNames, random)}`;
  return pick(meetings, random);
}

/** Two different drawn values. */
export function distinct<T>(draw: () => T): [T, T] {
  const first = draw();
  for (;;) {
    const second = draw();
    if (second !== first) return [first, second];
  }
}
