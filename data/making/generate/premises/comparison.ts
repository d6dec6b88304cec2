/** Comparisons of two things: their sentences, and the rules that make the scale an order. */
import { sentence } from '../english';
import type { Draft } from '../graded';
import type { Scale } from '../lexicon/scales';
import { type Argument, literal, signed } from './argument';

/** "A is older than B". `up` if it uses the first word of its scale. */
export interface Comparison {
  readonly scale: Scale;
  readonly higher: string;
  readonly lower: string;
  readonly up: boolean;
}

/** The possible further steps of an argument about an order. */
export type Further = 'converse' | 'negation' | 'coreference';

/** A comparison of two things; if `upward`, the first one is higher. */
export function ordered(scale: Scale, one: string, other: string, upward: boolean, up: boolean): Comparison {
  return upward ? { scale, higher: one, lower: other, up } : { scale, higher: other, lower: one, up };
}

/** The comparison with the two things exchanged. */
export function turned(comparison: Comparison): Comparison {
  return { ...comparison, higher: comparison.lower, lower: comparison.higher };
}

/** The thing at the start of the sentence. */
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

/** 'younger' and 'older', 'after' and 'before': the words in which the two phrases differ. */
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
