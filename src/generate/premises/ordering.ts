/** Arguments about which of two things is older, heavier, further north. */
import type { Random } from '../../text/random';
import { chance, pick, pickSome } from '../choice';
import { sentence } from '../english';
import type { Draft } from '../graded';
import type { Scale } from '../lexicon/scales';
import {
  type Argument,
  type Asked,
  denied,
  furtherSteps,
  literal,
  pairing,
  type Scheme,
  signed,
  type Verdict,
} from './argument';

/** "A is older than B": `up` when it is said with the first word of its scale. */
interface Comparison {
  readonly scale: Scale;
  readonly higher: string;
  readonly lower: string;
  readonly up: boolean;
}

type Further = 'converse' | 'negation' | 'coreference';

/** How a premise joins its two clauses. */
export type Joint = (first: string, second: string) => string;

/** Two links of a chain, "A is older than B, B is older than C", or a fork that orders nothing. Levels 3 to 5. */
export function chains(scales: readonly Scale[], joints: readonly Joint[]): Scheme {
  return { levels: [3, 4, 5], draw: (asked, random) => drawChain(scales, joints, asked, random) };
}

function drawChain(scales: readonly Scale[], joints: readonly Joint[], asked: Asked, random: Random) {
  const { topic: scale, frame: joint } = pairing(scales, joints, asked.held, random);
  const [one, middle, other] = pickSome(scale.of, 3, random).map((noun) => `the ${noun}`);
  const further = furtherSteps<Further>(['converse', 'negation', 'coreference'], asked.level - 3, random);
  const words = further.has('converse') ? mixedWords(random) : sameWords(random);
  const claim = ordered(scale, one, other, chance(0.5, random), words[2]);
  const links = linksFor(
    claim,
    middle,
    further.has('negation') ? denied(asked.verdict) : asked.verdict,
    random,
  );
  const first = { ...links[0], up: words[0] };
  const second = { ...links[1], up: words[1] };
  const reference = subjectOf(first) === middle ? 'the former' : 'the latter';
  const named = said(second);
  const clause = further.has('coreference') ? named.replace(middle, reference) : named;
  const steps = [
    told(first),
    told(second),
    outcome(first, second),
    ...(further.has('coreference') ? [`'${reference}' is ${middle}`] : []),
    ...(further.has('converse') ? [converseStep(scale)] : []),
    ...(further.has('negation') ? ["'not' turns it round"] : []),
  ];
  return drafted([first, second], joint(said(first), clause), claim, further.has('negation'), steps);
}

/** Two comparisons of four things: the claim is about two of one comparison, or one of each. Levels 2 to 4. */
export function pairs(scales: readonly Scale[], joints: readonly Joint[]): Scheme {
  return { levels: [2, 3, 4], draw: (asked, random) => drawPairs(scales, joints, asked, random) };
}

function drawPairs(scales: readonly Scale[], joints: readonly Joint[], asked: Asked, random: Random) {
  const { topic: scale, frame: joint } = pairing(scales, joints, asked.held, random);
  const things = pickSome(scale.of, 4, random).map((noun) => `the ${noun}`);
  const further = furtherSteps<Further>(['converse', 'negation'], asked.level - 2, random);
  const links = [0, 2].map((i) => ordered(scale, things[i], things[i + 1], true, chance(0.5, random)));
  const asking = pickSome(links, 2, random);
  const up = further.has('converse') ? !asking[0].up : asking[0].up;
  const verdict = further.has('negation') ? denied(asked.verdict) : asked.verdict;
  const claim = claimAcross(scale, asking, up, verdict, random);
  const steps = [
    verdict === 'neutral' ? `nothing compares ${claim.higher} with ${claim.lower}` : told(asking[0]),
    verdict === 'neutral' ? 'they stand in different clauses' : 'set the other comparison aside',
    ...(further.has('converse') ? [converseStep(scale)] : []),
    ...(further.has('negation') ? ["'not' turns it round"] : []),
  ];
  return drafted(links, joint(said(links[0]), said(links[1])), claim, further.has('negation'), steps);
}

function claimAcross(
  scale: Scale,
  [about, aside]: readonly Comparison[],
  up: boolean,
  verdict: Verdict,
  random: Random,
): Comparison {
  if (verdict === 'entailment') return { ...about, up };
  if (verdict === 'contradiction') return { scale, higher: about.lower, lower: about.higher, up };
  const one = pick([about.higher, about.lower], random);
  const other = pick([aside.higher, aside.lower], random);
  return ordered(scale, one, other, chance(0.5, random), up);
}

/** One thing against two others on two scales: the claim keeps the scales apart or mixes them. Levels 2 to 5. */
export function crossings(scales: readonly Scale[], joints: readonly Joint[]): Scheme {
  return { levels: [2, 3, 4, 5], draw: (asked, random) => drawCrossing(scales, joints, asked, random) };
}

function drawCrossing(scales: readonly Scale[], joints: readonly Joint[], asked: Asked, random: Random) {
  const doubled = scales.filter((scale) => siblings(scales, scale).length > 0);
  const { topic: one, frame: joint } = pairing(doubled, joints, asked.held, random);
  const both = pickSome([one, pick(siblings(scales, one), random)], 2, random);
  const [shared, ...others] = pickSome(one.of, 3, random).map((noun) => `the ${noun}`);
  const further = furtherSteps<Further>(['converse', 'negation', 'coreference'], asked.level - 2, random);
  const links = both.map((scale, i) =>
    ordered(scale, shared, others[i], chance(0.5, random), chance(0.5, random)),
  );
  const [about, aside] = pickSome(links, 2, random);
  const verdict = further.has('negation') ? denied(asked.verdict) : asked.verdict;
  const up = further.has('converse') ? !about.up : about.up;
  const foreign = aside.higher === shared ? aside.lower : aside.higher;
  const claim =
    verdict === 'neutral'
      ? ordered(about.scale, shared, foreign, chance(0.5, random), up)
      : { ...(verdict === 'entailment' ? about : turned(about)), up };
  const reference = subjectOf(links[0]) === shared ? 'the former' : 'the latter';
  const second = said(links[1]);
  const clause = further.has('coreference') ? second.replace(shared, reference) : second;
  const steps = [
    told(about),
    verdict === 'neutral' ? `nothing says so of ${foreign}` : 'set the other comparison aside',
    ...(further.has('coreference') ? [`'${reference}' is ${shared}`] : []),
    ...(further.has('converse') ? [converseStep(about.scale)] : []),
    ...(further.has('negation') ? ["'not' turns it round"] : []),
  ];
  return drafted(links, joint(said(links[0]), clause), claim, further.has('negation'), steps);
}

function siblings(scales: readonly Scale[], one: Scale): Scale[] {
  return scales.filter(
    (other) =>
      other !== one &&
      other.of === one.of &&
      ![other.more, other.less].includes(one.less) &&
      other.less !== one.more,
  );
}

function turned(comparison: Comparison): Comparison {
  return { ...comparison, higher: comparison.lower, lower: comparison.higher };
}

function ordered(scale: Scale, one: string, other: string, upward: boolean, up: boolean): Comparison {
  return upward ? { scale, higher: one, lower: other, up } : { scale, higher: other, lower: one, up };
}

/** The two links through the middle that give a claim its verdict, in random order. */
function linksFor(claim: Comparison, middle: string, verdict: Verdict, random: Random): Comparison[] {
  const { scale, higher, lower } = claim;
  const above = (one: string, other: string) => ({ scale, higher: one, lower: other, up: true });
  const fork = chance(0.5, random)
    ? [above(higher, middle), above(lower, middle)]
    : [above(middle, higher), above(middle, lower)];
  const links = {
    entailment: [above(higher, middle), above(middle, lower)],
    contradiction: [above(lower, middle), above(middle, higher)],
    neutral: fork,
  };
  return pickSome(links[verdict], 2, random);
}

function sameWords(random: Random): boolean[] {
  const up = chance(0.5, random);
  return [up, up, up];
}

function mixedWords(random: Random): boolean[] {
  const odd = random.integer(3);
  const up = chance(0.5, random);
  return [0, 1, 2].map((i) => (i === odd ? !up : up));
}

function subjectOf({ higher, lower, up }: Comparison): string {
  return up ? higher : lower;
}

function said(comparison: Comparison, not = false): string {
  const { scale, higher, lower, up } = comparison;
  const verb = not ? scale.denial : scale.verb;
  return up ? `${higher} ${verb} ${scale.more} ${lower}` : `${lower} ${verb} ${scale.less} ${higher}`;
}

function told(comparison: Comparison): string {
  return said({ ...comparison, up: true });
}

function outcome(first: Comparison, second: Comparison): string {
  const fork = first.lower === second.lower || first.higher === second.higher;
  return fork ? 'both lie on one side of it' : 'one link leads to the other';
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

function drafted(
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
