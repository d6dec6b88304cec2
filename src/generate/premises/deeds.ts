/** Arguments about two persons of whom one did something and the other did not: whose deed, whose thing, which "not". */
import type { Random } from '../../text/random';
import { chance, pick, pickSome } from '../choice';
import { sentence, type Verb } from '../english';
import type { Draft } from '../graded';
import type { Deed } from '../lexicon/events';
import { kinds } from '../lexicon/things';
import {
  type Argument,
  type Asked,
  denied,
  furtherSteps,
  literal,
  pairing,
  type Scheme,
  signed,
} from './argument';
import type { Joint } from './joints';

type Further = 'kind' | 'passive' | 'reference' | 'negation';

/** Two persons, told so that they can be taken up again in other words. */
export interface Couple {
  /** How the premise calls them where nothing else does: "Anna Berg, the mayor of Lyon,". */
  readonly plain: readonly string[];
  /** What comes before where they are taken up again: "Anna and Ben went to the fair." */
  readonly opening: string;
  /** How the premise calls them after the opening. */
  readonly again: readonly string[];
  /** How the hypothesis calls them. */
  readonly claimed: readonly string[];
}

/** Draws two persons. */
export type Couples = (random: Random) => Couple;

/** Levels 2 to 5. */
export function sharedDeeds(deeds: readonly Deed[], couples: Couples, joints: readonly Joint[]): Scheme {
  return { levels: [2, 3, 4, 5], draw: (asked, random) => drawDeeds(deeds, couples, joints, asked, random) };
}

function drawDeeds(
  deeds: readonly Deed[],
  couples: Couples,
  joints: readonly Joint[],
  asked: Asked,
  random: Random,
): Draft<Argument> {
  const { topic, frame: joint } = pairing(deeds, joints, asked.held, random);
  const verb = pick(topic.verbs, random);
  const couple = couples(random);
  const of = pickSome(topic.kinds, 2, random);
  const things = of.map((kind) => pick(kinds[kind], random));
  const further = furtherSteps<Further>(
    ['kind', 'passive', 'reference', 'negation'],
    asked.level - 2,
    random,
  );
  const doer = random.integer(2);
  const about = random.integer(2);
  const verdict = further.has('negation') ? denied(asked.verdict) : asked.verdict;
  const thing = verdict === 'neutral' ? 1 - about : about;
  const holds = verdict === 'neutral' ? chance(0.5, random) : (about === doer) === (verdict === 'entailment');
  const calls = further.has('reference') ? couple.again : couple.plain;
  const clauses = [0, 1].map((i) => active(calls[i], verb, things[i], i === doer));
  const object = further.has('kind') ? of[thing] : things[thing];
  const who = couple.claimed[about];
  const claim = further.has('passive') ? passive(who, verb, object, holds) : active(who, verb, object, holds);
  const fact = (i: number, name: string) => literal('did', couple.claimed[i], verb.plain, name);
  const claimHolds = further.has('negation') ? !holds : holds;
  return {
    sentence1: `${further.has('reference') ? `${sentence(couple.opening)} ` : ''}${joint(clauses[0], clauses[1])}`,
    sentence2: sentence(further.has('negation') ? `it is false that ${claim}` : claim),
    form: {
      facts: [
        ...[0, 1].map((i) => signed(fact(i, things[i]), i === doer)),
        ...(further.has('kind') ? things.map((name, i) => literal('is', name, of[i])) : []),
      ],
      rules: ['is ?x ?k & did ?w ?v ?x -> did ?w ?v ?k', 'is ?x ?k & not did ?w ?v ?x -> not did ?w ?v ?k'],
      hypothesis: signed(fact(about, object), claimHolds),
    },
    steps: [
      active(who, verb, things[about], about === doer),
      verdict === 'neutral'
        ? `the ${things[thing]} is told of ${couple.claimed[1 - about]} only`
        : 'set the other clause aside',
      ...(further.has('reference') ? [`'${calls[about]}' is ${who}`] : []),
      ...(further.has('kind') ? [`the ${things[thing]} is the ${object}`] : []),
      ...(further.has('passive') ? [`'${verb.participle} by' is the passive`] : []),
      ...(further.has('negation') ? ["'false' turns it round"] : []),
    ],
  };
}

function active(who: string, verb: Verb, thing: string, holds: boolean): string {
  return `${who} ${holds ? verb.past : `did not ${verb.plain}`} the ${thing}`;
}

function passive(who: string, verb: Verb, thing: string, holds: boolean): string {
  return `the ${thing} was ${holds ? '' : 'not '}${verb.participle} by ${who}`;
}
