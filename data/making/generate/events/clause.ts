import { sentence, type Verb } from '../english';

/** The part that a question asks for. */
export const GAP = '?';

/** The words for a person or thing. */
export interface Mention {
  /** "Anna", "she", "the former", "the baker", "the harp"; `?` is the part that a question asks for. */
  readonly head: string;
  /** An attribute: "the tall baker". */
  readonly trait?: string;
  /** "Anna, a baker,". */
  readonly trade?: string;
}

/** A clause as in a text: its people and things have grammatical places, not roles in the deed. */
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
  /** The question words: "when", "on what day", "why". */
  readonly asks?: string;
  readonly order: Order;
}

/** The order of the parts of a clause. It does not change the meaning. */
export interface Order {
  /** "gave Ben the book". */
  readonly receiverFirst: boolean;
  /** "It was Anna who sold the harp", "It was Ben that Anna sold the harp to". */
  readonly cleft: 'none' | 'subject' | 'other';
  /** "On Monday Anna sold the harp". */
  readonly fronted: boolean;
  /** "the baker, who was tall," */
  readonly relative: boolean;
}

const accusative: Readonly<Record<string, string>> = { she: 'her', he: 'him' };

/** The words of a mention. */
export function spoken({ head, trait, trade }: Mention, order: Order, place: 'subject' | 'object'): string {
  const name = place === 'object' ? (accusative[head] ?? head) : head;
  if (trait !== undefined) {
    const noun = head.replace(/^the /, '');
    return order.relative ? `the ${noun}, who was ${trait},` : `the ${trait} ${noun}`;
  }
  if (trade !== undefined) return `${name}, ${trade},`;
  return name;
}

/** "from Anna"; "not from Carla but from Anna". */
function governed(preposition: string | undefined, mention: Mention | undefined, order: Order): string {
  if (mention === undefined) return '';
  if (mention.head === GAP) return preposition ?? '';
  const before = preposition === undefined ? '' : `${preposition} `;
  return before + spoken(mention, order, 'object');
}

/** The part after the subject: verb, objects, then time and place unless they are in front. `?` is a gap. */
export function predicate(clause: Clause, form: string): string {
  const { object, to, from, by, order } = clause;
  const receiver = governed(to ? 'to' : 'from', to ?? from, order);
  const objects =
    order.receiverFirst && to !== undefined && to.head !== GAP
      ? [governed(undefined, to, order), governed(undefined, object, order)]
      : [governed(undefined, object, order), receiver];
  const parts = [
    form,
    ...objects,
    governed('by', by, order),
    ...(order.fronted && clause.asks === undefined ? [] : adjuncts(clause)),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** The finite verb after its subject: "sold", "was sold", "did not sell". */
export function finite({ passive, denied }: Clause, verb: Verb): string {
  if (denied !== undefined) return deniedForm(denied, verb, passive, verb.plain.startsWith('be '));
  return passive ? `was ${verb.participle}` : verb.past;
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
  return [place, time].flatMap((part) => (part === undefined || part === GAP ? [] : part));
}

/** A sentence from words, without a comma before another punctuation mark. */
export function punctuated(words: string, end: '.' | '?'): string {
  return sentence(`${words}${end}`.replace(/,+(?=[.,;?])/g, '').slice(0, -1), end);
}

/** A clause in words, in the given order. */
export function declarative(clause: Clause, verb: Verb): string {
  const { order } = clause;
  const front = order.fronted ? `${adjuncts(clause).reverse().join(' ')} ` : '';
  const subject = spoken(clause.subject, order, 'subject');
  const rest = (said: Clause) => predicate(said, finite(said, verb));
  const slot = clause.to ? 'to' : clause.from ? 'from' : 'object';
  const focus = clause[slot];
  if (order.cleft === 'other' && focus !== undefined) {
    const gapped = { ...clause, [slot]: { head: GAP } };
    return `${front}it was ${spoken(focus, order, 'object')} that ${subject} ${rest(gapped)}`;
  }
  if (order.cleft === 'none') return `${front}${subject} ${rest(clause)}`;
  const thing = clause.passive && (clause.kind === 'transfer' || clause.kind === 'work');
  return `${front}it was ${subject} ${thing ? 'that' : 'who'} ${rest(clause)}`;
}
