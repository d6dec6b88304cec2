import type { Random } from '../../text/random';
import { chance, pick, pickSome } from '../choice';
import type { Scale } from '../lexicon/scales';
import { type Asked, denied, furtherSteps, pairing, type Scheme } from './argument';
import { drafted, type Further, furtherLines, ordered, said, subjectOf, told, turned } from './comparison';
import type { Joint } from './joints';

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
    ...furtherLines(further, about.scale, `'${reference}' is ${shared}`),
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
