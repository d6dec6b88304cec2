/**
 * What a text's form means, by rewriting: verbs to one verb for each meaning, places in the sentence to roles, mentions
 * to people.
 */
import type { Clause, Mention } from '../../data/making/generate/events/clause';
import type { Said } from '../../data/making/generate/events/look';
import { comparisons } from '../../data/making/generate/lexicon/comparisons';
import { deeds, works } from '../../data/making/generate/lexicon/interactions';
import { traits } from '../../data/making/generate/lexicon/traits';
import { transfers } from '../../data/making/generate/lexicon/transfers';
import { twins } from '../../data/making/generate/lexicon/twins';

/** A verb's meaning, and whether its doer comes second in it: to buy is to be sold to. */
interface Meaning {
  readonly name: string;
  readonly turned: boolean;
}

const dictionary = new Map<string, Meaning>();
for (const side of deeds.trim().split(/[\n|]/)) enter('deed', side, side, false);
for (const side of works.trim().split(/[\n|]/)) enter('work', side, side, false);
for (const line of comparisons.trim().split('\n')) {
  const [one, other] = line.split('|');
  enter('comparison', one, one, false);
  enter('comparison', other, one, true);
}
for (const { name, giving, taking } of transfers) {
  enter('transfer', giving, name, false);
  enter('transfer', taking, name, true);
}

function enter(kind: string, verbs: string, name: string, turned: boolean): void {
  for (const verb of verbs.trim().split(' ')) {
    const key = `${kind} ${verb.split('/')[0].replace('*', '').replaceAll('_', ' ')}`;
    if (dictionary.has(key)) throw new Error(`${key} has two meanings`);
    dictionary.set(key, { name: name.trim(), turned });
  }
}

const asked: Readonly<Record<string, string>> = {
  who: 'person',
  'which person': 'person',
  what: 'thing',
  'which thing': 'thing',
  when: 'time',
  'on what day': 'time',
  where: 'place',
  'in what place': 'place',
  why: 'reason',
  'for what reason': 'reason',
  how: 'manner',
  'in what way': 'manner',
};

/** The facts that a text states, sorted: two texts say the same if these are the same. */
export function meaningOf(said: Said): string {
  const { clauses, connective = 'and', trades = {}, meeting, pair = [] } = said;
  const facts = clauses.map((clause) => factOf(clause, said));
  const order = { and: [], before: facts, after: [...facts].reverse() }[connective];
  const told = [
    ...facts,
    ...clauses.flatMap((clause) => asides(clause, said)),
    ...(order.length > 0 ? [order.join(' BEFORE ')] : []),
    ...Object.entries(trades).map(([name, trade]) => `${name} is ${trade}`),
    ...(meeting === undefined ? [] : [`${[...pair].sort().join(' with ')} ${meeting}`]),
  ];
  return [...new Set(told)].sort().join('; ');
}

function factOf(clause: Clause, said: Said): string {
  const { subject, object, to, from, by, passive, denied } = clause;
  const meaning = dictionary.get(`${clause.kind} ${clause.verb}`);
  if (meaning === undefined) throw new Error(`no ${clause.kind} is called ${clause.verb}`);
  const doer = who(passive ? by : subject, said);
  const direct = who(passive ? subject : object, said);
  const partner = who(to ?? from, said);
  const [second, thing] = partner === '' ? [direct, ''] : [partner, direct];
  const roles = meaning.turned ? [second, doer] : [doer, second];
  const asks = clause.asks === undefined ? 'nothing' : asked[clause.asks];
  if (asks === undefined) throw new Error(`nobody asks ${clause.asks}`);
  const circumstances = [clause.time ?? '', clause.place ?? '', `asks ${asks}`];
  return `${denied === undefined ? '' : 'not '}${[meaning.name, ...roles, thing, ...circumstances].join(', ')}`;
}

/** The person or thing that a mention stands for. */
function who(mention: Mention | undefined, { pronouns, pair, trades = {} }: Said): string {
  if (mention === undefined) return '';
  const { head } = mention;
  if (head === 'she' || head === 'he')
    return only(Object.keys(pronouns).filter((name) => pronouns[name] === head));
  if (pair !== undefined && head === 'the former') return pair[0];
  if (pair !== undefined && head === 'the latter') return pair[1];
  const twin = twins.find(([, noun]) => `the ${noun}` === head);
  if (twin !== undefined) return `the ${twin[0]}`;
  const named = Object.keys(trades).filter((name) => `the ${trades[name]}` === head);
  return named.length > 0 ? only(named) : head;
}

function only(names: readonly string[]): string {
  if (names.length !== 1) throw new Error(`expected one, got ${names.join(' and ')}`);
  return names[0];
}

/** What is said in passing of the people of a clause. */
function asides(clause: Clause, said: Said): string[] {
  const { subject, object, to, from, by } = clause;
  return [subject, object, to, from, by].flatMap((mention) => {
    if (mention === undefined) return [];
    const name = who(mention, said);
    const trait = traits.findIndex((line) => line.includes(mention.trait ?? ''));
    return [
      ...(mention.trade === undefined ? [] : [`${name} is ${mention.trade.replace(/^an? /, '')}`]),
      ...(trait < 0 ? [] : [`${name} is like ${traits[trait][0]}`]),
    ];
  });
}
