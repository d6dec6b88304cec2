import type { Random } from '../../../../src/text/random';
import { chance, pickSome } from '../choice';
import type { Scale } from '../lexicon/scales';
import { type Asked, denied, furtherSteps, pairing, type Scheme, type Verdict } from './argument';
import {
  type Comparison,
  drafted,
  type Further,
  furtherLines,
  ordered,
  said,
  subjectOf,
  told,
} from './comparison';
import type { Joint } from './joints';

/** Two links of a chain, "A is older than B, B is older than C", or a fork that implies no order. Level 5. */
export function chains(scales: readonly Scale[], joints: readonly Joint[]): Scheme {
  return { levels: [5], draw: (asked, random) => drawChain(scales, joints, asked, random) };
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
    ...furtherLines(further, scale, `'${reference}' is ${middle}`),
  ];
  return drafted([first, second], joint(said(first), clause), claim, further.has('negation'), steps);
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

function outcome(first: Comparison, second: Comparison): string {
  const fork = first.lower === second.lower || first.higher === second.higher;
  return fork ? 'both lie on one side of it' : 'one link leads to the other';
}
