/** Arguments about one event: a detail is removed or added, a "not", a kind instead of its member. Levels 1 and 2. */
import type { Random } from '../../../../src/text/random';
import { chance, pick } from '../choice';
import { sentence, type Verb, withArticle } from '../english';
import type { Draft } from '../graded';
import { type Deed, details } from '../lexicon/events';
import { men, women } from '../lexicon/names';
import { occupations } from '../lexicon/people';
import { kinds } from '../lexicon/things';
import { type Argument, type Asked, literal, pairing, type Scheme, signed } from './argument';

/** The people, the deed, the thing, and the place or time. */
interface Event {
  readonly who: string;
  readonly verb: Verb;
  readonly thing: string;
  readonly kind: string;
  readonly other: string;
  readonly scene: string;
}

/** A way to tell an event. */
export type Telling = (event: Event, holds: boolean) => string;

export const tellings: readonly Telling[] = [
  (event, holds) => `${clause(event, event.thing, holds)} ${event.scene}`,
  (event, holds) => `${event.scene}, ${clause(event, event.thing, holds)}`,
  (event, holds) => `everybody knows that ${clause(event, event.thing, holds)} ${event.scene}`,
  (event, holds) => `it was ${event.scene} that ${clause(event, event.thing, holds)}`,
  (event, holds) => `we heard that ${event.scene} ${clause(event, event.thing, holds)}`,
];

export function happenings(deeds: readonly Deed[], scenes: readonly string[]): Scheme {
  return { levels: [1], draw: (asked, random) => drawHappening(deeds, scenes, asked, random) };
}

function drawHappening(
  deeds: readonly Deed[],
  scenes: readonly string[],
  { verdict, held }: Asked,
  random: Random,
): Draft<Argument> {
  const { topic, frame } = pairing(deeds, tellings, held, random);
  const event = drawEvent(topic, scenes, random);
  const detail = pick(details, random);
  const fact = literal('did', event.who, event.verb.plain, event.thing);
  const claims = {
    entailment: [clause(event, event.thing, true), fact, `'${event.scene}' is left out`],
    neutral: [
      `${clause(event, event.thing, true)} ${detail}`,
      literal('did', event.who, event.verb.plain, event.thing, detail),
      `'${detail}' is new`,
    ],
    contradiction: [clause(event, event.thing, false), signed(fact, false), "'not' denies it"],
  };
  const [text, hypothesis, step] = claims[verdict];
  return {
    sentence1: sentence(frame(event, true)),
    sentence2: sentence(text),
    form: { facts: [fact], rules: [], hypothesis },
    steps: [step],
  };
}

function drawEvent({ verbs, kinds: of }: Deed, scenes: readonly string[], random: Random): Event {
  const kind = pick(of, random);
  const thing = pick(kinds[kind], random);
  const elsewhere = of.filter((one) => one !== kind);
  const other = pick(kinds[pick(elsewhere, random)], random);
  const who = chance(0.4, random) ? pick([...women, ...men], random) : `the ${pick(occupations, random)}`;
  return { who, verb: pick(verbs, random), thing, kind, other, scene: pick(scenes, random) };
}

function clause({ who, verb }: Event, thing: string, holds: boolean): string {
  return `${who} ${holds ? verb.past : `did not ${verb.plain}`} ${withArticle(thing)}`;
}
