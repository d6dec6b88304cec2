/** Clauses that praise or blame one thing, in the voices that the recipes need. */
import type { Random } from '../../../../../src/text/random';
import { pick } from '../../choice';
import { withArticle } from '../../english';
import {
  feelings,
  occasions,
  plainAdjectives,
  strongAdjectives,
  type TopicName,
  type TwoSided,
  topics,
  verdicts,
} from '../../lexicon/opinions';
import { bare, flipped, type Opinion, type Sign, turned, wordOpinion } from './opinion';
import type { Voice } from './voices';

/** The input of every recipe. `held`: lodgings with verbs of feeling, which training never has. */
export interface Draw {
  readonly random: Random;
  readonly held: boolean;
}

/** The thing that is praised or blamed. */
export interface Thing {
  readonly name: string;
  readonly topic: TopicName;
}

/** A clause, or a part of one, with its opinion. */
export interface Clause {
  readonly text: string;
  readonly opinion: Opinion;
}

/** The words for a thing that was named before: "it"; for a person, the occupation again. */
export function again({ name, topic }: Thing): string {
  return topic === 'staff' ? `the ${name}` : 'it';
}

/** Two different things of one occasion. */
export function twoThings({ random, held }: Draw, verbsOnly = false): [Thing, Thing] {
  const fitting = occasions.filter((names) =>
    held ? names.includes('lodging') : !verbsOnly || !names.includes('lodging'),
  );
  const order = [...pick(fitting, random)];
  const [first, second] = random.integer(2) ? order : order.reverse();
  const one = thingOf(first, random);
  for (;;) {
    const other = thingOf(second, random);
    if (other.name !== one.name) return [one, other];
  }
}

function thingOf(topic: TopicName, random: Random): Thing {
  return { name: pick(topics[topic].things, random), topic };
}

/** The opinion that a clause should express, and whether a negation is used. */
export interface Say {
  readonly sign: Sign;
  readonly negated: boolean;
  /** Whether another clause of the text has a negation; then its absence here is a step. */
  readonly besideNegation?: boolean;
  /** "it" if the thing was named just before. */
  readonly mention?: string;
}

/** One clause about a thing. */
export function clause(thing: Thing, say: Say, voice: Voice, draw: Draw): Clause {
  const { sign, negated, besideNegation = false, mention = `the ${thing.name}` } = say;
  const { random } = draw;
  const sort = sortOf(thing, draw);
  const wordSign = negated ? flipped(sign) : sign;
  const word = wordOf(sort, thing, wordSign, negated, random);
  const [negation, frame] = negated
    ? pick(voice[sort].negated, random)
    : ([undefined, pick(voice[sort].plain, random)] as const);
  const shown = /ed\*/.test(frame) ? word.past : word.plain;
  const text = frame
    .replace('ed*', word.past)
    .replace('a*', withArticle(word.plain))
    .replace('*', word.plain)
    .replace('_', mention);
  const opinion = wordOpinion(shown, wordSign);
  if (negation !== undefined) return { text, opinion: turned(negation, shown, opinion) };
  return { text, opinion: besideNegation ? bare(`no negation touches '${shown}'`, opinion) : opinion };
}

/** Lodgings have verbs of feeling only if held out; people never have nouns such as "masterpiece". */
function sortOf({ topic }: Thing, { random, held }: Draw): keyof Voice {
  if (topic === 'lodging' && held) return 'verb';
  const sorts: (keyof Voice)[] = ['adjective', 'adjective', 'adjective'];
  if (topic !== 'lodging') sorts.push('verb', 'verb');
  if (topic !== 'staff') sorts.push('verdict');
  return pick(sorts, random);
}

function wordOf(sort: keyof Voice, { topic }: Thing, sign: Sign, negated: boolean, random: Random) {
  if (sort === 'verb') return pick(sideOf(feelings, sign), random);
  const lists = [sideOf(sort === 'verdict' ? verdicts : topics[topic], sign)];
  if (sort === 'adjective' && topic !== 'staff') {
    lists.push(sideOf(plainAdjectives, sign));
    if (!negated) lists.push(sideOf(strongAdjectives, sign));
  }
  const word = pick(pick(lists, random), random);
  return { plain: word, past: word };
}

/** The words of one side. */
export function sideOf<Word>(words: TwoSided<Word>, sign: Sign): readonly Word[] {
  return sign === 1 ? words.positive : words.negative;
}
