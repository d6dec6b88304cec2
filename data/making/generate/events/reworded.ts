/** Scenes that the second text tells in other words. In the mirror one of these words has another meaning. */
import type { Random } from '../../../../src/text/random';
import { chance, pick } from '../choice';
import { type Choice, chooseThing, chooseVerb, differs, means, verbOf, verbs } from './choices';
import { distinct, drawPeople, factOf, settled } from './draws';
import type { Mirrored } from './mirrored';
import type { Relation } from './relation';
import type { Fact, Scene } from './scene';
import { alone, met, trading } from './single';

/** The relations that training has in the passive; or the relations that it does not have in the passive. */
const known = (kind: 'deed' | 'work', held: boolean): Relation[] =>
  verbs[kind].filter((relation) => relation.held === held);

function drawVerb(kind: 'deed' | 'work', held: boolean, random: Random): Choice<Relation> {
  const relations = known(kind, held);
  return chooseVerb(pick(relations, random), relations, random);
}

const plainVerb = (relation: Relation): string => verbOf(relation).plain;

/** A deed of one person to another, with another verb. */
export function otherVerb(held: boolean, random: Random): Mirrored {
  const base = pick([alone, met, trading], random)(held, random).scene;
  const [one, other] = Object.keys(base.gender);
  const verb = drawVerb('deed', held, random);
  const fact = settled(factOf(verb.word, one, other, random), 0.5, random);
  const telling = (relation: Relation): Scene => ({ ...base, facts: [{ ...fact, relation }] });
  return {
    scene: telling(verb.word),
    again: telling(verb.same),
    mirror: telling(verb.other),
    agreement: means(plainVerb(verb.word), plainVerb(verb.same)),
    clash: differs(plainVerb(verb.word), plainVerb(verb.other)),
  };
}

/** A work on a thing, with another verb and another noun. */
export function otherWords(held: boolean, random: Random): Mirrored {
  const gender = drawPeople(1, false, random);
  const [who] = Object.keys(gender);
  const [verb, thing] = [drawVerb('work', held, random), chooseThing(random)];
  const fact = settled({ relation: verb.word, first: who, second: thing.word }, 0.5, random);
  const telling = (change: Partial<Fact>): Scene => ({ facts: [{ ...fact, ...change }], gender });
  const same = { relation: verb.same, second: thing.same };
  const byVerb = chance(0.5, random);
  const verbAgrees = means(plainVerb(verb.word), plainVerb(verb.same));
  const thingAgrees = means(thing.word, thing.same);
  return {
    scene: telling({}),
    again: telling(same),
    mirror: telling({ ...same, ...(byVerb ? { relation: verb.other } : { second: thing.other }) }),
    kept: [byVerb ? thingAgrees : verbAgrees],
    agreement: byVerb ? verbAgrees : thingAgrees,
    clash: byVerb ? differs(plainVerb(verb.word), plainVerb(verb.other)) : differs(thing.word, thing.other),
  };
}

/** Two facts, each affirmed or denied. The mirror affirms one that the scene denies, or denies one. */
export function denials(held: boolean, random: Random): Mirrored {
  const gender = drawPeople(2, false, random);
  const [one, other] = Object.keys(gender);
  const [relation, otherRelation] = distinct(() => pick(known('work', held), random));
  const facts = [relation, otherRelation].map((work, i) => factOf(work, [one, other][i], '', random));
  const denied = facts.map(() => chance(0.5, random));
  const told = (words: readonly boolean[], word: string): Scene => ({
    facts: facts.map((fact, i) => (words[i] ? { ...fact, denied: word } : fact)),
    gender,
  });
  const turned = random.integer(2);
  const opposite = denied.map((is, i) => (i === turned ? !is : is));
  const [word, again] = chance(0.5, random) ? ['not', 'never'] : ['never', 'not'];
  return {
    scene: told(denied, word),
    again: told(denied, again),
    mirror: told(opposite, again),
    agreement: 'both deny the same',
    clash: `only one of them says 'not' of ${facts[turned].second}`,
  };
}
