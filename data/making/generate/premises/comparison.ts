/** One thing is older than another: how it is said, and the rules that make the scale an order. */
import { sentence } from '../english';
import type { Draft } from '../graded';
import type { Scale } from '../lexicon/scales';
import { type Argument, literal, signed } from './argument';

/** "A is older than B": `up` when it is said with the first word of its scale. */
export interface Comparison {
  readonly scale: Scale;
  readonly higher: string;
  readonly lower: string;
  readonly up: boolean;
}

/** What an argument about an order may take besides the order itself. */
export type Further = 'converse' | 'negation' | 'coreference';

/** A comparison of two things, the first one higher where it goes upward. */
export function ordered(scale: Scale, one: string, other: string, upward: boolean, up: boolean): Comparison {
  return upward ? { scale, higher: one, lower: other, up } : { scale, higher: other, lower: one, up };
}

/** The same two things the other way round. */
export function turned(comparison: Comparison): Comparison {
  return { ...comparison, higher: comparison.lower, lower: comparison.higher };
}

/** The thing that the sentence begins with. */
export function subjectOf({ higher, lower, up }: Comparison): string {
  return up ? higher : lower;
}

/** The sentence, or its denial. */
export function said(comparison: Comparison, not = false): string {
  const { scale, higher, lower, up } = comparison;
  const verb = not ? scale.denial : scale.verb;
  return up ? `${higher} ${verb} ${scale.more} ${lower}` : `${lower} ${verb} ${scale.less} ${higher}`;
}

/** The sentence with the first word of its scale. */
export function told(comparison: Comparison): string {
  return said({ ...comparison, up: true });
}

/** A line for each further step. */
export function furtherLines(further: ReadonlySet<Further>, scale: Scale, coreference = ''): string[] {
  return [
    ...(further.has('coreference') ? [coreference] : []),
    ...(further.has('converse') ? [converseStep(scale)] : []),
    ...(further.has('negation') ? ["'not' turns it round"] : []),
  ];
}

/** 'younger' and 'older', 'after' and 'before': the words that tell the two phrases apart. */
function converseStep({ more, less }: Scale): string {
  const apart = (one: string, other: string) =>
    one
      .split(' ')
      .filter((word) => !other.split(' ').includes(word))
      .join(' ');
  return `'${apart(less, more)}' is the converse of '${apart(more, less)}'`;
}

/** The example of a premise and a claim. */
export function drafted(
  premises: readonly Comparison[],
  text: string,
  claim: Comparison,
  not: boolean,
  steps: readonly string[],
): Draft<Argument> {
  const word = (scale: Scale, up: boolean) => (up ? scale.more : scale.less);
  const fact = ({ scale, higher, lower, up }: Comparison) =>
    literal(word(scale, up), ...(up ? [higher, lower] : [lower, higher]));
  return {
    sentence1: text,
    sentence2: sentence(said(claim, not)),
    form: {
      facts: premises.map(fact),
      rules: [...new Set([...premises, claim].map(({ scale }) => scale))].flatMap(orderRules),
      hypothesis: signed(fact(claim), !not),
    },
    steps,
  };
}

function orderRules({ more, less }: Scale): string[] {
  const [up, down] = [literal(more), literal(less)];
  return [
    `${up} ?x ?y -> ${down} ?y ?x`,
    `${down} ?x ?y -> ${up} ?y ?x`,
    `${up} ?x ?y & ${up} ?y ?z -> ${up} ?x ?z`,
    `${up} ?x ?y -> not ${up} ?y ?x`,
    `${down} ?x ?y -> not ${down} ?y ?x`,
  ];
}
