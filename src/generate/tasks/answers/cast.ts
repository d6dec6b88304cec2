import type { Random } from '../../../text/random';
import { chance, pick, pickSome } from '../../choice';
import { plural, withArticle } from '../../english';
import { companions, occupations } from '../../lexicon/people';
import type { Change } from './double';
import type { Fact } from './form';
import { called, type Mention, mentionStep, type Step } from './words';
import { isWoman } from './world';

/** Two people of a text: how it brings them in, and how it speaks of each from then on. */
export interface Cast {
  readonly opening: string;
  readonly mentions: readonly [Mention, Mention];
  readonly names: readonly [string, string];
  /** What a question calls the person asked about, where it is not by the name. */
  readonly relation?: Fact;
}

const relations = {
  woman: ['sister', 'aunt', 'mother', 'daughter', 'niece', 'grandmother', 'cousin', 'wife'],
  man: ['brother', 'uncle', 'father', 'son', 'nephew', 'grandfather', 'cousin', 'husband'],
};

/** Brings two people in; `asked` (0 or 1) is the one that a question may name by relation. */
export function drawCast(
  names: readonly [string, string],
  asked: number,
  changes: readonly Change[],
  random: Random,
): Cast {
  const named: readonly [Mention, Mention] = [called(names[0]), called(names[1])];
  const mention = changes.includes('mention');
  if (changes.includes('relation')) return related(names, asked, mention ? undefined : named, random);
  if (!mention) return { opening: '', mentions: named, names };
  if (chance(0.4, random)) return working(names, random);
  const opening = `${names[0]} and ${names[1]} are ${pick(groups, random)}`;
  return { opening, mentions: pronouns(names, names, random), names };
}

const groups = [
  ...companions.filter((word) => !/client|boss|landlord|assistant|visitor|guest/.test(word)).map(plural),
  ...['old friends', 'cousins', 'twins', 'siblings', 'students', 'good friends', 'relatives'],
];

function related(
  names: readonly [string, string],
  asked: number,
  named: readonly [Mention, Mention] | undefined,
  random: Random,
): Cast {
  const [one, other] = [names[asked], names[1 - asked]];
  const relation = pick(isWoman(one) ? relations.woman : relations.man, random);
  const first = chance(0.5, random);
  return {
    opening: first
      ? `${one} is ${other}'s ${relation}`
      : `${other} has ${withArticle(relation)} called ${one}`,
    mentions: named ?? pronouns(names, first ? [one, other] : [other, one], random),
    names,
    relation: ['is', `${other}'s ${relation}`, one],
  };
}

/** "Clara is a baker and Walter is a judge": from then on "the baker" and "the judge". */
function working(names: readonly [string, string], random: Random): Cast {
  const [one, other] = pickSome(occupations, 2, random);
  return {
    opening: `${names[0]} is ${withArticle(one)} and ${names[1]} is ${withArticle(other)}`,
    mentions: [called(`the ${one}`), called(`the ${other}`)],
    names,
  };
}

const she: Mention = { key: 'she', subject: 'she', object: 'her' };
const he: Mention = { key: 'he', subject: 'he', object: 'him' };

/** "she" and "he", or "the former" and "the latter" as the opening brought them in. */
function pronouns(
  names: readonly [string, string],
  order: readonly [string, string],
  random: Random,
): [Mention, Mention] {
  const ranked = chance(0.3, random);
  const mention = (name: string) => {
    if (ranked) return called(name === order[0] ? 'the former' : 'the latter');
    return isWoman(name) ? she : he;
  };
  return [mention(names[0]), mention(names[1])];
}

/** Who is who in the cast. */
export function castFacts({ mentions, names, relation }: Cast): Fact[] {
  const facts = mentions.map(({ key }, i): Fact => ['is', key, names[i]]);
  return relation ? [...facts, relation] : facts;
}

/** What a question calls that person. */
export function askedName({ names, relation }: Cast, person: number): Mention {
  return called(relation ? relation[1] : names[person]);
}

/** The steps from the clause's doer and from the person asked about to their names. */
export function castSteps(cast: Cast, doer: number): Step[] {
  const { mentions, names, relation } = cast;
  const steps = mentions[doer].key === names[doer] ? [] : [mentionStep(mentions[doer], names[doer])];
  return relation ? [...steps, { line: `${relation[1]} is ${relation[2]}`, facts: [] }] : steps;
}
