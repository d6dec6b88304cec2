/** The claims of the COSEE paper (He et al. 2025), in the order in which it makes them, and what is asked beyond it. */
import type { Term } from '../analysis';
import type { Claim } from './claim';
import { type ContrastClaim, contrastClaim, gap, less, placesOf, single } from './contrasts';
import { type CoseeEvidence, decidedBy, TABLE_SPEED_UP } from './coseeEvidence';
import { consistencyClaims, convergenceClaims, otherClaims, parameterClaims } from './coseeMeasures';

type ScoreKind = 'exits' | 'speeds' | 'inversion' | 'trueInversion' | 'signals' | 'together' | 'systems';

/** What a claim of this paper is about. */
export type CoseeAbout = ScoreKind | 'consistency' | 'convergence' | 'parameters' | 'encoders';

type CoseeClaim = Claim<CoseeEvidence, CoseeAbout>;

const coseeContrast = (claim: ContrastClaim<CoseeEvidence, ScoreKind>): CoseeClaim => contrastClaim(claim);

const [VANILLA, SWM, OSC, COSEE] = ['vanilla', 'swm-energy', 'osc-energy', 'cosee-energy'];

/** From here on a speed-up is called high: the paper gives no number, its systems are compared at up to 2.86. */
const HIGH = 3;
/** In points: the most that COSEE's scores lie below BERT-base's on a task of Table 2. */
const TABLE_MARGIN = 1.2;
/** In points: gains that differ by less are called alike here. */
const ALIKE = 0.5;

const accelerated = (rows: readonly { readonly x: number }[]) => placesOf(rows).filter((x) => x > 1);
const high = (rows: readonly { readonly x: number }[]) => accelerated(rows).filter((x) => x >= HIGH);
const low = (rows: readonly { readonly x: number }[]) => accelerated(rows).filter((x) => x < HIGH);
const shallow = (rows: readonly { readonly x: number }[]) => {
  const places = placesOf(rows);
  return places.slice(0, Math.ceil(places.length / 2));
};
const deep = (rows: readonly { readonly x: number }[]) => placesOf(rows).slice(shallow(rows).length);

/** A gain over vanilla at some places, and how much larger it is there than at others. */
const gain = (method: string, places: readonly number[]): Term[] => gap(method, VANILLA, places);
const larger = (method: string, here: readonly number[], there: readonly number[]): Term[] =>
  less(gain(method, here), gain(method, there));

const speedClaims: readonly CoseeClaim[] = [
  coseeContrast({
    statement: 'Sample weighting (SWM) alone improves on vanilla training when examples leave early',
    where: '§4.5, Fig. 4',
    about: 'speeds',
    paper: 'curves, all four tasks',
    parts: ({ speeds }) => single(gain(SWM, accelerated(speeds))),
  }),
  coseeContrast({
    statement: 'Signal calibration (OSC) alone improves on vanilla training when examples leave early',
    where: '§4.5, Fig. 4',
    about: 'speeds',
    paper: 'curves, all four tasks',
    parts: ({ speeds }) => single(gain(OSC, accelerated(speeds))),
  }),
  coseeContrast({
    statement: `Each of them gains more at high speed-ups, from ${HIGH}x on, than at lower ones`,
    where: '§4.5, Fig. 4',
    about: 'speeds',
    paper: 'curves, all four tasks',
    parts: ({ speeds }) => [
      { label: 'SWM', terms: larger(SWM, high(speeds), low(speeds)) },
      { label: 'OSC', terms: larger(OSC, high(speeds), low(speeds)) },
    ],
  }),
  coseeContrast({
    statement: 'Both together are the best: better than vanilla and than each alone',
    where: '§4.5, Fig. 4',
    about: 'speeds',
    paper: 'curves, all four tasks',
    parts: ({ speeds }) => [
      { label: 'vanilla', terms: gain(COSEE, accelerated(speeds)) },
      { label: 'SWM', terms: gap(COSEE, SWM, accelerated(speeds)) },
      { label: 'OSC', terms: gap(COSEE, OSC, accelerated(speeds)) },
    ],
  }),
  coseeContrast({
    statement: 'SWM and OSC help the shallow half of the exits more than the deep half',
    where: '§4.5',
    about: 'exits',
    paper: '"particularly shallow ones", no number is given',
    parts: ({ exits }) => [
      { label: 'SWM', terms: larger(SWM, shallow(exits), deep(exits)) },
      { label: 'OSC', terms: larger(OSC, shallow(exits), deep(exits)) },
    ],
  }),
];

const inversionClaims: readonly CoseeClaim[] = [
  coseeContrast({
    statement: 'OSC raises the difficulty inversion score: the signal ranks difficulty better',
    where: '§4.5, Fig. 5',
    about: 'inversion',
    paper: 'heat map, two tasks',
    parts: ({ inversion }) => single(gain(OSC, placesOf(inversion))),
  }),
  coseeContrast({
    statement: 'SWM raises it too',
    where: '§4.5, Fig. 5',
    about: 'inversion',
    paper: 'heat map, two tasks',
    parts: ({ inversion }) => single(gain(SWM, placesOf(inversion))),
  }),
  coseeContrast({
    statement: 'Both raise it more at the shallow half of the exits than at the deep half',
    where: '§4.5, Fig. 5',
    about: 'inversion',
    paper: 'heat map, layers 2, 6 and 10',
    parts: ({ inversion }) => [
      { label: 'SWM', terms: larger(SWM, shallow(inversion), deep(inversion)) },
      { label: 'OSC', terms: larger(OSC, shallow(inversion), deep(inversion)) },
    ],
  }),
  coseeContrast({
    statement: 'COSEE raises the score against the true difficulty of graded tasks as well',
    where: 'beyond the paper',
    about: 'trueInversion',
    paper: 'not asked',
    parts: ({ trueInversion }) => single(gain(COSEE, placesOf(trueInversion))),
  }),
  coseeContrast({
    statement: "COSEE's energy ranks the true difficulty better than chance, 50",
    where: 'beyond the paper',
    about: 'trueInversion',
    paper: 'not asked',
    above: 50,
    parts({ trueInversion }) {
      const places = placesOf(trueInversion);
      return single(places.map((x) => ({ method: COSEE, x, weight: 1 / places.length })));
    },
  }),
];

const signalClaims: readonly CoseeClaim[] = [
  coseeContrast({
    statement: 'COSEE with the energy beats COSEE with the entropy and with the softmax score',
    where: '§5.2, Fig. 8 and 9',
    about: 'signals',
    paper: '3 of 4 tasks (SST-2, QNLI, QQP)',
    parts: ({ signals }) =>
      ['entropy', 'softmax'].map((other) => ({
        label: other,
        terms: gap(COSEE, `cosee-${other}`, accelerated(signals)),
      })),
  }),
  coseeContrast({
    statement: 'COSEE improves on vanilla training with every signal',
    where: '§5.2, Fig. 8 and 9',
    about: 'signals',
    paper: 'curves, all four tasks',
    parts: ({ signals }) =>
      ['energy', 'entropy', 'softmax'].map((signal) => ({
        label: signal,
        terms: gap(`cosee-${signal}`, decidedBy(VANILLA, signal), accelerated(signals)),
      })),
  }),
];

const at = (method: string, x: number, weight: number): Term => ({ method, x, weight });
const read = (method: string, weight = 1): Term => at(method, TABLE_SPEED_UP, weight);

const systemClaims: readonly CoseeClaim[] = [
  coseeContrast({
    statement: `COSEE at ${TABLE_SPEED_UP}x scores what the whole encoder with one exit does (at most ${TABLE_MARGIN} points below)`,
    where: '§4.4, Table 2',
    about: 'systems',
    paper: 'at 1.92x to 2.70x: RTE +2.3, MRPC -0.9, QQP +0.2, SST-2 -0.5, QNLI -0.3, MNLI -1.2',
    above: -TABLE_MARGIN,
    parts: () => single([read(COSEE), at('encoder', 1, -1)]),
  }),
  coseeContrast({
    statement: `COSEE at ${TABLE_SPEED_UP}x beats the first half of the encoder with one exit`,
    where: '§4.4, Table 2',
    about: 'systems',
    paper: 'RTE +4.8, MRPC +2.9, QQP +1.7, SST-2 +2.0, QNLI +3.5, MNLI +2.6',
    parts({ systems }) {
      const half = systems.find(({ method }) => method === 'half-encoder');
      return single([read(COSEE), at('half-encoder', half?.x ?? TABLE_SPEED_UP, -1)]);
    },
  }),
  coseeContrast({
    statement: `COSEE beats BERxiT, both read at ${TABLE_SPEED_UP}x`,
    where: '§4.4, Table 2',
    about: 'systems',
    paper: 'RTE +3.0, MRPC +1.8, QQP +0.9, SST-2 +1.4, QNLI +0.6, MNLI +1.3, at 1.72x to 2.86x',
    parts: () => single([read(COSEE), read('berxit', -1)]),
  }),
];

const ROUTED = { vanilla: 'vanilla-sweet', cosee: 'cosee-energy-sweet' };

const togetherClaims: readonly CoseeClaim[] = [
  coseeContrast({
    statement: `The two add up: the weighting gains under SWEET's routing what it gains without, and both together gain on vanilla (less by at most ${ALIKE} points)`,
    where: 'beyond both papers',
    about: 'together',
    paper: 'not asked',
    above: -ALIKE,
    parts: ({ together }) => [
      {
        label: 'weighting, routed less unrouted',
        terms: less(
          gap(ROUTED.cosee, ROUTED.vanilla, accelerated(together)),
          gap(COSEE, VANILLA, accelerated(together)),
        ),
      },
      { label: 'both over vanilla', terms: gap(ROUTED.cosee, VANILLA, accelerated(together)) },
    ],
  }),
  coseeContrast({
    statement: 'Both together beat each alone',
    where: 'beyond both papers',
    about: 'together',
    paper: 'not asked',
    parts: ({ together }) => [
      { label: 'COSEE alone', terms: gap(ROUTED.cosee, COSEE, accelerated(together)) },
      { label: "SWEET's routing alone", terms: gap(ROUTED.cosee, ROUTED.vanilla, accelerated(together)) },
    ],
  }),
  coseeContrast({
    statement: `Both together beat each alone at high speed-ups, from ${HIGH}x on`,
    where: 'beyond both papers',
    about: 'together',
    paper: 'not asked',
    parts: ({ together }) => [
      { label: 'COSEE alone', terms: gap(ROUTED.cosee, COSEE, high(together)) },
      { label: "SWEET's routing alone", terms: gap(ROUTED.cosee, ROUTED.vanilla, high(together)) },
    ],
  }),
];

/** All claims of the paper that numbers can speak to, and the questions beyond it. */
export const coseeClaims: readonly CoseeClaim[] = [
  ...systemClaims,
  ...speedClaims,
  ...inversionClaims,
  ...convergenceClaims,
  ...consistencyClaims,
  ...signalClaims,
  ...parameterClaims,
  ...otherClaims,
  ...togetherClaims,
];

/** Those about some kinds of rows: `coseeClaimsAbout('speeds')` for a notebook on the ablation. */
export const coseeClaimsAbout = (...kinds: readonly CoseeAbout[]): CoseeClaim[] =>
  coseeClaims.filter(({ about }) => kinds.includes(about));
