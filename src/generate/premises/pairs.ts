import type { Random } from '../../text/random';
import { chance, pick, pickSome } from '../choice';
import type { Scale } from '../lexicon/scales';
import { type Asked, denied, furtherSteps, pairing, type Scheme, type Verdict } from './argument';
import { type Comparison, drafted, type Further, furtherLines, ordered, said, told } from './comparison';
import type { Joint } from './joints';

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
    ...furtherLines(further, scale),
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
