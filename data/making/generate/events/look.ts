/** How a scene is put into words: every possible difference between two texts of the same meaning. */

import type { Random } from '../../../../src/text/random';
import { chance, pick } from '../choice';
import { traits } from '../lexicon/traits';
import type { Clause, Mention, Order } from './clause';
import { declarative } from './clause';
import { hasPassive, type Saying } from './relation';
import { type Fact, isBarred, type Scene, tradeOf } from './scene';

/** How one fact is told. */
export interface Style {
  /** The side that tells it: 0 "sell", 1 "buy". */
  readonly side: 0 | 1;
  /** The index of the synonym on that side. */
  readonly word: number;
  readonly passive: boolean;
  readonly receiverFirst: boolean;
  readonly cleft: Order['cleft'];
}

export type Naming = 'names' | 'pronouns' | 'ranks' | 'trades' | 'apposition';

export interface Look {
  readonly styles: readonly Style[];
  readonly naming: Naming;
  readonly relative: boolean;
  /** The lines of traits that are told by their second word: "wealthy" instead of "rich". */
  readonly otherTraits: readonly number[];
  readonly fronted: boolean;
  /** Whether the later of two facts, or the second of two people, is named first. */
  readonly turned: boolean;
  /** The index of the way of joining clauses. */
  readonly join: number;
  /** The index of the question word. */
  readonly asking: number;
}

/** The meaning of a text in the form of the text. With a dictionary it determines the facts. */
export interface Said {
  readonly clauses: readonly Clause[];
  readonly connective?: 'and' | 'before' | 'after';
  /** The two people that "the former" and "the latter" refer to. */
  readonly pair?: readonly [string, string];
  readonly meeting?: string;
  readonly pronouns: Readonly<Record<string, string>>;
  readonly trades?: Readonly<Record<string, string>>;
}

export interface Composed {
  readonly text: string;
  readonly said: Said;
}

export function sayingOf({ relation }: Fact, { side, word }: Style): Saying {
  return relation.sides[side][word % relation.sides[side].length];
}

/** A plain look. Both texts share it until changes make them differ. */
export function plainLook(scene: Scene, passiveShare: number, random: Random): Look {
  const styles = scene.facts.map(({ relation }, fact) => {
    const side = relation.sides[1].length > 0 && chance(0.5, random) ? 1 : 0;
    const word = random.integer(relation.sides[side].length);
    const saying = relation.sides[side][word];
    const passive = hasPassive(saying) && !isBarred(scene, fact) && chance(passiveShare, random);
    const receiverFirst = !passive && saying.dative && chance(0.4, random);
    return { side, word, passive, receiverFirst, cleft: 'none' } satisfies Style;
  });
  return {
    styles,
    naming: 'names',
    relative: false,
    otherTraits: [],
    fronted: chance(0.4, random),
    turned: chance(0.5, random),
    join: random.integer(3),
    asking: random.integer(2),
  };
}

/** The first two people of the scene in the order in which a text names them. */
export function pairOf(scene: Scene, { turned }: Look): readonly [string, string] {
  const [one, other] = Object.keys(scene.gender);
  return turned ? [other, one] : [one, other];
}

function mention(name: string, scene: Scene, look: Look): Mention {
  const trait = scene.traits?.[name];
  if (trait !== undefined)
    return { head: name, trait: traits[trait][look.otherTraits.includes(trait) ? 1 : 0] };
  if (scene.gender[name] === undefined) return { head: name };
  if (look.naming === 'pronouns') return { head: scene.gender[name] };
  if (look.naming === 'trades') return { head: `the ${scene.trades?.[name]}` };
  if (look.naming === 'apposition') return { head: name, trade: tradeOf(scene, name) };
  if (look.naming === 'ranks') return { head: pairOf(scene, look)[0] === name ? 'the former' : 'the latter' };
  return { head: name };
}

/** A fact as a clause, with each person in the place that verb and voice give. */
export function clauseOf(fact: Fact, style: Style, scene: Scene, look: Look): Clause {
  const saying = sayingOf(fact, style);
  const spoken = (name: string) => mention(name, scene, look);
  const first = spoken(fact.first);
  const second = spoken(fact.second);
  const [agent, partner] = style.side === 0 ? [first, second] : [second, first];
  const { time, place, relation, thing, denied } = fact;
  const common = {
    kind: relation.kind,
    verb: saying.verb.plain,
    passive: style.passive,
    order: orderOf(style, look),
    ...(time !== undefined && { time }),
    ...(place !== undefined && { place }),
    ...(denied !== undefined && { denied }),
  };
  if (thing === undefined) {
    return style.passive
      ? { ...common, subject: partner, by: agent }
      : { ...common, subject: agent, object: partner };
  }
  const beside = saying.pattern === 'giving' ? { to: partner } : { from: partner };
  return style.passive
    ? { ...common, subject: { head: thing }, ...beside, by: agent }
    : { ...common, subject: agent, object: { head: thing }, ...beside };
}

function orderOf(style: Style, { fronted, relative }: Look): Order {
  return { receiverFirst: style.receiverFirst, cleft: style.cleft, fronted, relative };
}

/** The whole text, without its first capital and its full stop, and its meaning. */
export function compose(scene: Scene, look: Look): Composed {
  const parts = scene.facts.map((fact, i) => {
    const clause = clauseOf(fact, look.styles[i], scene, look);
    return { clause, text: declarative(clause, sayingOf(fact, look.styles[i]).verb) };
  });
  const clauses = parts.map(({ clause }) => clause);
  const said = { clauses, ...background(scene, look) };
  if (parts.length === 2) return joined(parts[0], parts[1], scene, look);
  return { text: introduced(parts[0].text, scene, look), said };
}

/** The facts outside the clauses. */
export function background(scene: Scene, look: Look): Omit<Said, 'clauses'> {
  const { gender, meeting, trades } = scene;
  return {
    pronouns: gender,
    ...(meeting !== undefined && { meeting, pair: pairOf(scene, look) }),
    ...(trades !== undefined && look.naming !== 'apposition' && { trades }),
  };
}

/** The clause after the words that introduce its people. */
function introduced(text: string, scene: Scene, look: Look): string {
  const intro = introduction(scene, look);
  if (intro === undefined) return text;
  return [`${intro}, and ${text}`, `${intro}; ${text}`, `${intro}, and ${text}`][look.join];
}

/** "Anna and Ben met in Rome", "Anna was a baker and Ben a clerk". */
export function introduction(scene: Scene, look: Look): string | undefined {
  const [one, other] = pairOf(scene, look);
  if (scene.meeting !== undefined) return `${one} and ${other} ${scene.meeting}`;
  if (scene.trades === undefined || look.naming === 'apposition') return undefined;
  return `${one} was ${tradeOf(scene, one)} and ${other} ${tradeOf(scene, other)}`;
}

interface Part {
  readonly clause: Clause;
  readonly text: string;
}

function joined(one: Part, other: Part, scene: Scene, look: Look): Composed {
  const connective = scene.earlier === undefined ? 'and' : look.turned ? 'after' : 'before';
  const [head, tail] = look.turned === (scene.earlier === 1) ? [one, other] : [other, one];
  const said = { clauses: [head.clause, tail.clause], connective, ...background(scene, look) } as const;
  if (connective === 'and') return { text: `${head.text}, and ${tail.text}`, said };
  const text =
    look.join === 0 ? `${connective} ${tail.text}, ${head.text}` : `${head.text} ${connective} ${tail.text}`;
  return { text, said };
}

/** The looks of the two texts of a pair. */
export type Looks = readonly [Look, Look];

/** One of the two looks of a pair, changed. */
export function changed(looks: Looks, which: number, change: Partial<Look>): Looks {
  const turn = (look: Look, i: number) => (i === which ? { ...look, ...change } : look);
  return [turn(looks[0], 0), turn(looks[1], 1)];
}

/** 0 or 1 at random. */
export function either(random: Random): number {
  return pick([0, 1], random);
}
