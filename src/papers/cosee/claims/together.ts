/** Questions about the ideas of both papers together. */
import { above, type Claim, contrastClaim, gap, largerGain } from '../../../claims';
import { together } from '../views';
import { accelerated, COSEE, HIGH, high, VANILLA } from './words';

/** Gains that differ by less than this, in points, count as equal. */
const ALIKE = 0.5;

const ROUTED = { vanilla: 'vanilla-sweet', cosee: 'cosee-energy-sweet' };

export const togetherClaims: readonly Claim[] = [
  contrastClaim({
    statement:
      `The two add up: the weighting gains under SWEET's routing what it gains without, and both ` +
      `together gain on vanilla (less by at most ${ALIKE} points)`,
    where: 'beyond both papers',
    view: together,
    paper: 'not asked',
    parts: (rows) => [
      ...largerGain(
        'weighting, routed',
        gap(ROUTED.cosee, ROUTED.vanilla, accelerated(rows)),
        gap(COSEE, VANILLA, accelerated(rows)),
        above(-ALIKE),
      ),
      { label: 'both over vanilla', terms: gap(ROUTED.cosee, VANILLA, accelerated(rows)) },
    ],
  }),
  contrastClaim({
    statement: 'Both together beat each by itself',
    where: 'beyond both papers',
    view: together,
    paper: 'not asked',
    parts: (rows) => [
      { label: 'over weighting by itself', terms: gap(ROUTED.cosee, COSEE, accelerated(rows)) },
      { label: 'over routing by itself', terms: gap(ROUTED.cosee, ROUTED.vanilla, accelerated(rows)) },
    ],
  }),
  contrastClaim({
    statement: `Both together beat each by itself at high speed-ups, from ${HIGH}x on`,
    where: 'beyond both papers',
    view: together,
    paper: 'not asked',
    parts: (rows) => [
      { label: 'over weighting by itself', terms: gap(ROUTED.cosee, COSEE, high(rows)) },
      { label: 'over routing by itself', terms: gap(ROUTED.cosee, ROUTED.vanilla, high(rows)) },
    ],
  }),
];
