/**
 * Arguments about deeds to things. The steps are the meaning of words, the relevant clause, and the scope of "not".
 */
import type { Random } from '../../../../src/text/random';
import { chance, pick, pickSome } from '../choice';
import { sentence, type Verb } from '../english';
import { type Choice, chooseThing, chooseVerb, differs, means, verbOf, verbs } from '../events/choices';
import type { Relation } from '../events/relation';
import type { Draft } from '../graded';
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

type Further = 'second word' | 'passive' | 'reference' | 'negation';

/** Two people who can later be named in other words. */
export interface Couple {
  /** Their names in a premise without an opening: "Anna Berg, the mayor of Lyon,". */
  readonly plain: readonly string[];
  /** The opening of a premise that names them again later: "Anna and Ben went to the fair." */
  readonly opening: string;
  /** Their names in the premise after the opening. */
  readonly again: readonly string[];
  /** Their names in the hypothesis. */
  readonly claimed: readonly string[];
}

/** Draws two people. */
export type Couples = (random: Random) => Couple;

/** A deed of one of the two people that happened or did not happen, with its thing. */
interface Act {
  readonly verb: Choice<Relation>;
  readonly thing: Choice<string>;
  readonly holds: boolean;
}

const deeds = verbs.work.filter(({ held }) => !held);

/** Levels 2 to 5. From level 3 on the premise has two deeds. */
export function sharedDeeds(couples: Couples, joints: readonly Joint[]): Scheme {
  return { levels: [2, 3, 4, 5], draw: (asked, random) => drawDeeds(couples, joints, asked, random) };
}

function drawDeeds(
  couples: Couples,
  joints: readonly Joint[],
  asked: Asked,
  random: Random,
): Draft<Argument> {
  const { topic, frame: joint } = pairing(deeds, joints, asked.held, random);
  const couple = couples(random);
  const about = random.integer(2);
  const acts = twoActs(topic, about, random);
  const told = acts[about];
  const alone = asked.level === 2;
  const further = furtherSteps<Further>(
    ['second word', 'passive', 'reference', 'negation'],
    alone ? 0 : asked.level - 3,
    random,
  );
  const verdict = further.has('negation') ? denied(asked.verdict) : asked.verdict;
  const holds = verdict === 'neutral' ? chance(0.5, random) : told.holds === (verdict === 'entailment');
  const words = claimedWords(told, verdict === 'neutral', further.has('second word'), random);
  const denials = pickSome<Denial>(['not', 'never'], 2, random);
  const calls = further.has('reference') ? couple.again : couple.plain;
  const clauses = acts.map(({ verb, thing, holds }, i) =>
    active(calls[i], verbOf(verb.word), thing.word, holds ? undefined : denials[0]),
  );
  const who = couple.claimed[about];
  const claim = (further.has('passive') ? passive : active)(
    who,
    words.verb,
    words.thing,
    holds ? undefined : denials[1],
  );
  const claimHolds = further.has('negation') ? !holds : holds;
  const opening = further.has('reference') ? `${sentence(couple.opening)} ` : '';
  const premise = alone ? sentence(clauses[about]) : joint(clauses[0], clauses[1]);
  const facts = acts.map(({ verb, thing, holds }, i) =>
    signed(literal('did', couple.claimed[i], verbOf(verb.word).plain, thing.word), holds),
  );
  return {
    sentence1: `${opening}${premise}`,
    sentence2: sentence(further.has('negation') ? `it is false that ${claim}` : claim),
    form: {
      facts: [...(alone ? [facts[about]] : facts), ...words.meanings],
      rules,
      hypothesis: signed(literal('did', who, words.verb.plain, words.thing), claimHolds),
    },
    steps: [
      ...words.steps,
      told.holds === holds ? 'both deny it or neither does' : 'only one of the two denies it',
      ...(alone ? [] : ['set the other clause aside']),
      ...(further.has('reference') ? [`'${calls[about]}' is ${who}`] : []),
      ...(further.has('passive') ? [`'${words.verb.participle} by' is the passive`] : []),
      ...(further.has('negation') ? ["'false' turns it round"] : []),
    ],
  };
}

const rules = ['did', 'not did'].flatMap((did) => [
  `means ?u ?v & ${did} ?w ?v ?x -> ${did} ?w ?u ?x`,
  `is ?y ?x & ${did} ?w ?v ?x -> ${did} ?w ?v ?y`,
]);

/** Two deeds that share no word. The claimed one has the given verb. */
function twoActs(topic: Relation, about: number, random: Random): readonly Act[] {
  for (;;) {
    const relations = [pick(deeds, random), pick(deeds, random)];
    relations[about] = topic;
    const acts = relations.map((relation) => ({
      verb: chooseVerb(relation, deeds, random),
      thing: chooseThing(random),
      holds: chance(0.5, random),
    }));
    const nouns = acts.flatMap(({ thing }) => [thing.word, thing.same, thing.other]);
    if (relations[0] !== relations[1] && new Set(nouns).size === nouns.length) return acts;
  }
}

/** The hypothesis's verb and thing: one or both are reworded, at most one of these has another meaning. */
function claimedWords({ verb, thing }: Act, foreign: boolean, both: boolean, random: Random) {
  const byVerb = chance(0.5, random);
  const verbIs = byVerb ? (foreign ? 'other' : 'same') : both ? 'same' : 'word';
  const thingIs = byVerb ? (both ? 'same' : 'word') : foreign ? 'other' : 'same';
  const verbs = [verbOf(verb.word), verbOf(verb[verbIs])];
  const things = [thing.word, thing[thingIs]];
  const stepOf = (kind: keyof Choice<unknown>, [word, said]: readonly string[]) =>
    kind === 'word' ? [] : [(kind === 'same' ? means : differs)(word, said)];
  return {
    verb: verbs[1],
    thing: things[1],
    steps: [
      ...stepOf(
        verbIs,
        verbs.map(({ plain }) => plain),
      ),
      ...stepOf(thingIs, things),
    ],
    meanings: [
      ...(verbIs === 'same' ? [literal('means', verbs[1].plain, verbs[0].plain)] : []),
      ...(thingIs === 'same' ? [literal('is', things[1], things[0])] : []),
    ],
  };
}

/**
 * The denial in a clause: "did not mend", "never mended". Premise and hypothesis use different denials, so that the
 * number of equal words does not reveal the label.
 */
type Denial = 'not' | 'never';

function active(who: string, verb: Verb, thing: string, denial?: Denial): string {
  if (denial === 'never') return `${who} never ${verb.past} ${thing}`;
  return `${who} ${denial === undefined ? verb.past : `did not ${verb.plain}`} ${thing}`;
}

function passive(who: string, verb: Verb, thing: string, denial?: Denial): string {
  return `${thing} was ${denial === undefined ? '' : `${denial} `}${verb.participle} by ${who}`;
}
