import { type Verb, verb } from '../english';
import { type Clause, finite, GAP, predicate, spoken } from './clause';

/** A clause as a question about its gap: "when did Anna sell the harp to Ben". */
export function interrogative(clause: Clause, verb: Verb): string {
  const { asks: word, order, subject } = clause;
  const straight = predicate(clause, finite(clause, verb));
  if (subject.head === GAP)
    return order.cleft === 'none' ? `${word} ${straight}` : `${word} was it that ${straight}`;
  if (order.cleft !== 'none') return `${word} was it that ${spoken(subject, order, 'subject')} ${straight}`;
  const [auxiliary, form] = inverted(clause, verb);
  return `${word} ${auxiliary} ${spoken(subject, order, 'subject')} ${predicate(clause, form)}`;
}

const refusals: ReadonlyMap<string, string> = new Map(
  ['refuse', 'fail', 'forget/forgot'].map(verb).map(({ past, plain }) => [past, plain]),
);

/** "did ... sell", "was ... sold", "did ... refuse to sell". */
function inverted({ passive, denied }: Clause, verb: Verb): [string, string] {
  if (denied === 'nearly')
    return passive ? ['was', `nearly ${verb.participle}`] : ['did', `nearly ${verb.plain}`];
  if (denied !== undefined) return ['did', `${refusals.get(denied)} to ${verb.plain}`];
  if (passive) return ['was', verb.participle];
  return verb.plain.startsWith('be ') ? ['was', verb.plain.slice('be '.length)] : ['did', verb.plain];
}
