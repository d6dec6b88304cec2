import { sentence, type Verb } from '../english';

/** How a person or thing is spoken of. */
export interface Mention {
  /** "Anna", "she", "the former", "the baker", "the harp"; `?` is what a question asks for. */
  readonly head: string;
  /** The one that it was not: "Anna, not Carla,". */
  readonly not?: string;
  /** What is said of it besides: "the tall baker". */
  readonly trait?: string;
  /** "Anna, a baker,". */
  readonly trade?: string;
}

/** A clause as it stands in a text, its people and things by their places in the sentence, not by what they do. */
export interface Clause {
  readonly kind: string;
  readonly verb: string;
  readonly passive: boolean;
  readonly subject: Mention;
  readonly object?: Mention;
  /** "sold the harp to Ben", "bought the harp from Anna", "was sold by Anna". */
  readonly to?: Mention;
  readonly from?: Mention;
  readonly by?: Mention;
  readonly time?: string;
  readonly place?: string;
  readonly denied?: string;
}

/** How the parts of a clause are put in order; what it says does not depend on it. */
export interface Order {
  /** "gave Ben the book". */
  readonly receiverFirst: boolean;
  /** "It was Anna who sold the harp", "It was Ben that Anna sold the harp to". */
  readonly cleft: 'none' | 'subject' | 'other';
  /** "On Monday Anna sold the harp". */
  readonly fronted: boolean;
  /** "Anna, not Carla", "Anna and not Carla", "not Carla but Anna". */
  readonly contrast: number;
  /** "the baker, who was tall," */
  readonly relative: boolean;
}

const accusative: Readonly<Record<string, string>> = { she: 'her', he: 'him' };

/** A mention in words. */
export function spoken(
  { head, not, trait, trade }: Mention,
  order: Order,
  place: 'subject' | 'object',
): string {
  const name = place === 'object' ? (accusative[head] ?? head) : head;
  if (trait !== undefined) {
    const noun = head.replace(/^the /, '');
    return order.relative ? `the ${noun}, who was ${trait},` : `the ${trait} ${noun}`;
  }
  if (trade !== undefined) return `${name}, ${trade},`;
  if (not === undefined) return name;
  return [`${name}, not ${not},`, `${name} and not ${not}`, `not ${not} but ${name}`][order.contrast];
}

/** "from Anna"; "not from Carla but from Anna". */
function governed(preposition: string | undefined, mention: Mention, order: Order): string {
  const before = preposition === undefined ? '' : `${preposition} `;
  if (mention.not !== undefined && order.contrast === 2) {
    return `not ${before}${mention.not} but ${before}${mention.head}`;
  }
  return before + spoken(mention, order, 'object');
}

/** What follows the subject: verb, objects, then time and place unless they stand in front. */
export function predicate(clause: Clause, verb: Verb, order: Order, left?: 'other'): string {
  const object = (mention: Mention, preposition?: string) => governed(preposition, mention, order);
  const { passive, to, from, by, denied } = clause;
  const being = verb.plain.startsWith('be ');
  const finite = passive ? `was ${verb.participle}` : verb.past;
  const head = denied === undefined ? finite : deniedForm(denied, verb, passive, being);
  const parts = [head];
  const stranded = left === 'other';
  const receiver = to ?? from;
  const preposition = to ? 'to' : 'from';
  if (order.receiverFirst && to && clause.object && !stranded) parts.push(object(to), object(clause.object));
  else {
    if (clause.object && !(stranded && !receiver)) parts.push(object(clause.object));
    if (receiver) parts.push(stranded ? preposition : object(receiver, preposition));
  }
  if (by) parts.push(object(by, 'by'));
  return [...parts, ...(order.fronted ? [] : adjuncts(clause))].join(' ');
}

/** "did not sell", "never sold", "was not sold", "refused to sell". */
function deniedForm(denied: string, verb: Verb, passive: boolean, being: boolean): string {
  if (denied === 'never') return passive ? `was never ${verb.participle}` : `never ${verb.past}`;
  if (denied === 'nearly') return passive ? `was nearly ${verb.participle}` : `nearly ${verb.past}`;
  if (denied !== 'not') return passive ? `${denied} to be ${verb.participle}` : `${denied} to ${verb.plain}`;
  if (being) return verb.past.replace('was', 'was not');
  return passive ? `was not ${verb.participle}` : `did not ${verb.plain}`;
}

function adjuncts({ place, time }: Clause): string[] {
  return [place, time].flatMap((part) => part ?? []);
}

/** A sentence of words, without the commas that would stand before another mark. */
export function punctuated(words: string, end: '.' | '?'): string {
  return sentence(`${words}${end}`.replace(/,+(?=[.,;?])/g, '').slice(0, -1), end);
}

/** A clause in words, in the order asked for. */
export function declarative(clause: Clause, verb: Verb, order: Order): string {
  const { cleft, fronted } = order;
  const subject = spoken(clause.subject, order, 'subject');
  const plain = `${subject} ${predicate(clause, verb, order)}`;
  const front = fronted ? `${adjuncts(clause).reverse().join(' ')} ` : '';
  const who = clause.passive && (clause.kind === 'transfer' || clause.kind === 'work') ? 'that' : 'who';
  if (cleft === 'subject') return `${front}it was ${subject} ${who} ${predicate(clause, verb, order)}`;
  if (cleft === 'none') return front + plain;
  const other = clause.to ?? clause.from ?? clause.object;
  if (other === undefined) return front + plain;
  const focus = spoken(other, order, 'object');
  return `${front}it was ${focus} that ${subject} ${predicate(clause, verb, order, 'other')}`;
}
