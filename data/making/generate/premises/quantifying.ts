/** Arguments from all, none, and all but one to a single person. Level 5. */
import type { Random } from '../../../../src/text/random';
import { pick, pickSome } from '../choice';
import { plural, sentence, verb, withArticle } from '../english';
import type { Draft } from '../graded';
import { men, women } from '../lexicon/names';
import { trades } from '../lexicon/trades';
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

/** "have a dog": `some` follows "every cook" or a name, `none` follows "no cook", and `lacks` denies the habit. */
export interface Habit {
  readonly plain: string;
  readonly some: string;
  readonly lacks: string;
}

/** A habit from a verb and its object. */
export function habit(act: string, object: string): Habit {
  const { plain, present } = verb(act);
  return {
    plain: `${plain} ${object}`.trim(),
    some: `${present} ${object}`.trim(),
    lacks: `does not ${plain} ${object}`.trim(),
  };
}

type Further = 'negation' | 'kind';

/** The words of the rule and the exclusion: every A does, no B does. */
export type Rule = (all: string, none: string, habit: Habit) => string;

export const ruleFrames: readonly Rule[] = [
  (all, none, { some }) => `every ${all} ${some}, but no ${none} ${some}`,
  (all, none, { some }) => `no ${none} ${some}, but every ${all} ${some}`,
  (all, none, { plain }) => `all ${plural(all)} ${plain}, and no ${plural(none)} do`,
  (all, none, { plain }) => `all ${plural(all)} and no ${plural(none)} ${plain}`,
  (all, none, { some }) => `each ${all} ${some}, but none of the ${plural(none)} do`,
];

export function quantifiers(habits: readonly Habit[]): Scheme {
  return { levels: [5], draw: (asked, random) => drawQuantifier(habits, asked, random) };
}

function drawQuantifier(habits: readonly Habit[], asked: Asked, random: Random): Draft<Argument> {
  const { topic: habit, frame } = pairing(habits, ruleFrames, asked.held, random);
  const further = furtherSteps<Further>(['negation', 'kind'], asked.level - 3, random);
  const groups = pickSome([...trades.keys()], 3, random);
  const jobs = groups.map((group) => (further.has('kind') ? pick(trades.get(group) ?? [], random) : group));
  const persons = pickSome([...women, ...men], 3, random);
  const not = further.has('negation');
  const verdict = not ? denied(asked.verdict) : asked.verdict;
  const asks = { entailment: 0, contradiction: 1, neutral: 2 }[verdict];
  const members = pickSome([0, 1, 2], 3, random).map((i) => ({ person: persons[i], job: jobs[i] }));
  const membership = members.map(({ person, job }, i) =>
    i === 0 ? `${person} is ${withArticle(job)}` : `${person} ${withArticle(job)}`,
  );
  const fact = literal('does', persons[asks], habit.some);
  const rule = frame(groups[0], groups[1], habit);
  return {
    sentence1: pickSome([sentence(rule), sentence(listed(membership))], 2, random).join(' '),
    sentence2: sentence(`${persons[asks]} ${not ? habit.lacks : habit.some}`),
    form: {
      facts: [
        ...persons.map((person, i) => literal('is', person, jobs[i])),
        ...(further.has('kind') ? groups.map((group, i) => literal('kind', jobs[i], group)) : []),
      ],
      rules: [
        'is ?x ?j & kind ?j ?k -> is ?x ?k',
        `is ?x ${groups[0].replaceAll(' ', '_')} -> does ?x ${literal(habit.some)}`,
        `is ?x ${groups[1].replaceAll(' ', '_')} -> not does ?x ${literal(habit.some)}`,
      ],
      hypothesis: signed(fact, !not),
    },
    steps: [
      `${persons[asks]} is ${withArticle(jobs[asks])}`,
      asks === 2
        ? `the rule does not speak of ${plural(groups[2])}`
        : `${asks === 0 ? 'every' : 'no'} ${groups[asks]} ${habit.some}`,
      `set ${persons[(asks + 1) % 3]} and ${persons[(asks + 2) % 3]} aside`,
      ...(further.has('kind') ? [`${withArticle(jobs[asks])} is ${withArticle(groups[asks])}`] : []),
      ...(not ? [`'${habit.lacks}' turns it round`] : []),
    ],
  };
}

function listed([first, second, third]: readonly string[]): string {
  return `${first}, ${second} and ${third}`;
}
