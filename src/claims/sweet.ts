/** The claims of the SWEET paper (Rotem et al. 2023), in the order in which it makes them. */
import { contrast } from '../analysis';
import { type Claim, untestable } from './claim';
import { type ContrastClaim, contrastClaim, gap, less, placesOf, single } from './contrasts';
import { type SweetEvidence, sized } from './evidence';
import { gradientClaims } from './gradients';

type ScoreKind = 'exits' | 'speeds' | 'learnedExits' | 'learnedSpeeds' | 'sizes';

/** What a claim of this paper is about. */
export type SweetAbout = ScoreKind | 'gradients' | 'convergence' | 'encoders';

type SweetClaim = Claim<SweetEvidence, SweetAbout>;

const sweetContrast = (claim: ContrastClaim<SweetEvidence, ScoreKind>): SweetClaim => contrastClaim(claim);

const [MM, EE, SW] = ['multi-model', 'early-exit', 'sweet'];

/** In points. The paper calls scores comparable that differ by 1.3 (Table 1, BERT-base, last exit). */
const COMPARABLE = 1.5;
/** Of seven tasks, the paper's fast speeds are SWEET's on five (§4.2). */
const MOST_TASKS = 5 / 7;

const fastest = (rows: readonly { readonly x: number }[]): number => placesOf(rows)[0];
const each = (places: readonly number[], name: string, better: string, worse: string) =>
  places.map((x) => ({ label: `${name} ${Number(x.toFixed(3))}`, terms: gap(better, worse, [x]) }));
const half = (terms: ReturnType<typeof gap>) => terms.map((term) => ({ ...term, weight: term.weight / 2 }));

const exitClaims: readonly SweetClaim[] = [
  sweetContrast({
    statement: 'Multi-Model beats Early-Exit at every exit',
    where: '§3.2, Table 1',
    about: 'exits',
    paper: 'BERT-base +3.6, +1.1, +0.3, +1.2',
    parts: ({ exits }) => each(placesOf(exits), 'exit', MM, EE),
  }),
  sweetContrast({
    statement: 'Multi-Model beats Early-Exit on average over the exits',
    where: '§3.2, Table 1',
    about: 'exits',
    paper: 'BERT +1.7, with DeBERTa +2.3',
    parts: ({ exits }) => single(gap(MM, EE, placesOf(exits))),
  }),
  sweetContrast({
    statement: 'That gap is larger at the first exit than at the others',
    where: '§3.2, Table 1',
    about: 'exits',
    paper: 'BERT +3.5 at the first exit, in BERT-base 2.7 more than at the others',
    parts({ exits }) {
      const [first, ...others] = placesOf(exits);
      return single(less(gap(MM, EE, [first]), gap(MM, EE, others)));
    },
  }),
  sweetContrast({
    statement: 'SWEET beats Early-Exit at the first exit',
    where: '§4.2, Table 1',
    about: 'exits',
    paper: 'BERT +3.4',
    parts: ({ exits }) => single(gap(SW, EE, [fastest(exits)])),
  }),
  sweetContrast({
    statement: 'SWEET closes more than half of the gap between Early-Exit and Multi-Model at the first exit',
    where: '§4.2, Table 1',
    about: 'exits',
    paper: 'BERT-base all of it (1.8 above half)',
    parts({ exits }) {
      const first = [fastest(exits)];
      return single(less(gap(SW, EE, first), half(gap(MM, EE, first))));
    },
  }),
  sweetContrast({
    statement: 'SWEET beats Early-Exit on average over the exits',
    where: '§4.2, Table 1',
    about: 'exits',
    paper: 'BERT +1.2, with DeBERTa +1.1',
    parts: ({ exits }) => single(gap(SW, EE, placesOf(exits))),
  }),
  sweetContrast({
    statement: 'Early-Exit beats SWEET at the last two exits',
    where: '§4.2, Table 1',
    about: 'exits',
    paper: '+0.9 on average (BERT-base +0.4, +1.3)',
    parts: ({ exits }) => single(gap(EE, SW, placesOf(exits).slice(-2))),
  }),
];

const speedClaims: readonly SweetClaim[] = [
  sweetContrast({
    statement: 'Multi-Model beats Early-Exit at fast speeds, up to a quarter of the full cost',
    where: '§3.3, Fig. 4',
    about: 'speeds',
    paper: 'curves, at the fastest +3.6 (Table 1, BERT-base)',
    parts: ({ speeds }) => each([fastest(speeds), 1 / 4], 'cost', MM, EE),
  }),
  sweetContrast({
    statement: 'Early-Exit beats Multi-Model at slow speeds, from half the full cost on',
    where: '§3.3, Fig. 4',
    about: 'speeds',
    paper: 'curves',
    parts: () => each([1 / 2, 3 / 4, 1], 'cost', EE, MM),
  }),
  sweetContrast({
    statement: 'SWEET beats Early-Exit at the fastest speed',
    where: '§4.2, Fig. 5',
    about: 'speeds',
    paper: 'all four models, +3.6 (Table 1, BERT-base)',
    parts: ({ speeds }) => single(gap(SW, EE, [fastest(speeds)])),
  }),
  sweetContrast({
    statement: `SWEET is comparable to Multi-Model at the fastest speed, or better (at most ${COMPARABLE} points below)`,
    where: '§4.2, Fig. 5',
    about: 'speeds',
    paper: '0.0 (Table 1, BERT-base)',
    above: -COMPARABLE,
    parts: ({ speeds }) => single(gap(SW, MM, [fastest(speeds)])),
  }),
  {
    statement: 'SWEET beats both baselines at fast speeds, up to half the full cost, on five of seven tasks',
    where: '§4.2, Fig. 6',
    about: 'speeds',
    paper: '5 of 7 tasks (BERT-base)',
    judge({ speeds }) {
      if (speeds.length === 0) return untestable('no finished runs');
      const places = placesOf(speeds).filter((x) => x <= 1 / 2);
      const against = (worse: string) => contrast(speeds, gap(SW, worse, places)).tasks;
      const other = new Map(against(MM).map(({ task, mean }) => [task, mean]));
      const tasks = against(EE).filter(({ task }) => other.has(task));
      const won = tasks.filter(({ task, mean }) => mean > 0 && (other.get(task) ?? 0) > 0);
      const names = won.length > 0 ? `: ${won.map(({ task }) => task).join(', ')}` : '';
      if (tasks.length < 7) return untestable(`on ${won.length} of the ${tasks.length} at hand${names}`);
      return {
        holds: won.length >= MOST_TASKS * tasks.length,
        detail: `on ${won.length} of ${tasks.length}${names}`,
      };
    },
  },
  sweetContrast({
    statement: `SWEET stays comparable to Early-Exit at slow speeds (at most ${COMPARABLE} points below)`,
    where: '§4.2, Fig. 5',
    about: 'speeds',
    paper: 'curves, -1.3 at the last exit (Table 1, BERT-base)',
    above: -COMPARABLE,
    parts: () => each([3 / 4, 1], 'cost', SW, EE),
  }),
  sweetContrast({
    statement: 'Early-Exit surpasses SWEET at the full cost',
    where: '§4.2, Fig. 5',
    about: 'speeds',
    paper: '3 of 4 models',
    parts: () => single(gap(EE, SW, [1])),
  }),
];

const learnedClaims: readonly SweetClaim[] = [
  sweetContrast({
    statement: 'With learning to exit too, Multi-Model beats Early-Exit at every exit',
    where: '§5, Table 4',
    about: 'learnedExits',
    paper: 'BERT-base +4.2, +3.1, +1.1, +0.1',
    parts: ({ learnedExits }) => each(placesOf(learnedExits), 'exit', MM, EE),
  }),
  sweetContrast({
    statement: "With learning to exit too, SWEET's first two exits beat Early-Exit's",
    where: '§5, Table 4',
    about: 'learnedExits',
    paper: 'BERT-base +4.0, +1.9',
    parts: ({ learnedExits }) => single(gap(SW, EE, placesOf(learnedExits).slice(0, 2))),
  }),
  sweetContrast({
    statement: "With learning to exit too, SWEET's last two exits fall below Early-Exit's",
    where: '§5, Table 4',
    about: 'learnedExits',
    paper: 'BERT-base -1.5, -1.2',
    parts: ({ learnedExits }) => single(gap(EE, SW, placesOf(learnedExits).slice(-2))),
  }),
  sweetContrast({
    statement: 'With learning to exit, SWEET beats both baselines at fast speeds',
    where: '§5, Fig. 7',
    about: 'learnedSpeeds',
    paper: 'curves',
    parts({ learnedSpeeds }) {
      const places = [fastest(learnedSpeeds), 1 / 4];
      return [
        { label: 'Early-Exit', terms: gap(SW, EE, places) },
        { label: 'Multi-Model', terms: gap(SW, MM, places) },
      ];
    },
  }),
  sweetContrast({
    statement: `With learning to exit, SWEET stays comparable to Early-Exit at slow speeds (at most ${COMPARABLE} points below)`,
    where: '§5, Fig. 7',
    about: 'learnedSpeeds',
    paper: 'curves',
    above: -COMPARABLE,
    parts: () => each([3 / 4, 1], 'cost', SW, EE),
  }),
];

/** The smallest and the largest training set. */
const sizesOf = ({ trainSizes }: SweetEvidence) =>
  [trainSizes[0], trainSizes[trainSizes.length - 1]] as const;

function sizeClaim(about: Omit<ContrastClaim<SweetEvidence, 'sizes'>, 'where' | 'about'>): SweetClaim {
  const claim = sweetContrast({ ...about, where: '§5, Fig. 8', about: 'sizes' });
  const judge = (evidence: SweetEvidence) =>
    evidence.trainSizes.length === 1
      ? untestable('finished runs of one training size alone')
      : claim.judge(evidence);
  return { ...claim, judge };
}

const gapAt = (better: string, worse: string, size: number, x: number) =>
  gap(sized(better, size), sized(worse, size), [x]);

const sizeClaims: readonly SweetClaim[] = [
  sizeClaim({
    statement: 'With little training data SWEET beats Early-Exit at the fastest speed',
    paper: 'curves, 2K to 60K examples of MNLI',
    parts(evidence) {
      const [small] = sizesOf(evidence);
      return [{ label: `${small} examples`, terms: gapAt(SW, EE, small, fastest(evidence.sizes)) }];
    },
  }),
  sizeClaim({
    statement: 'That benefit shrinks from the smallest training set to the largest',
    paper: 'vanishes with 400K examples',
    parts(evidence) {
      const [small, large] = sizesOf(evidence);
      const x = fastest(evidence.sizes);
      const terms = less(gapAt(SW, EE, small, x), gapAt(SW, EE, large, x));
      return [{ label: `${small} less ${large} examples`, terms }];
    },
  }),
  sizeClaim({
    statement: `With the largest training set Early-Exit's first exit is as good as the smallest Multi-Model (at most ${COMPARABLE} points below)`,
    paper: 'curves, 400K examples',
    above: -COMPARABLE,
    parts(evidence) {
      const [, large] = sizesOf(evidence);
      return [{ label: `${large} examples`, terms: gapAt(EE, MM, large, fastest(evidence.sizes)) }];
    },
  }),
  sizeClaim({
    statement: 'With the largest training set SWEET falls below Early-Exit at the full cost',
    paper: 'substantially, with 400K examples',
    parts(evidence) {
      const [, large] = sizesOf(evidence);
      return [{ label: `${large} examples`, terms: gapAt(EE, SW, large, 1) }];
    },
  }),
];

const otherClaims: readonly SweetClaim[] = [
  {
    statement: 'Runs of Early-Exit and Multi-Model may fail to converge, those of SWEET do not',
    where: '§4.2',
    about: 'convergence',
    paper: 'some of both, none of SWEET, not counted',
    judge({ diverged }) {
      const of = (method: string) => diverged.filter(({ config }) => config.method === method).length;
      if (diverged.length === 0) return untestable('no run failed');
      return {
        holds: of(SW) === 0,
        detail: `${of(EE)} of Early-Exit, ${of(MM)} of Multi-Model, ${of(SW)} of SWEET`,
      };
    },
  },
  {
    statement: 'On BERT-large SWEET beats both baselines throughout the curve',
    where: '§4.2, Fig. 5 and 10',
    about: 'encoders',
    paper: 'all seven tasks',
    judge: () => untestable('needs BERT-large'),
  },
  {
    statement: 'On DeBERTa SWEET beats Early-Exit at fast speeds and loses at slow ones',
    where: 'Appendix C and D, Table 3, Fig. 10',
    about: 'encoders',
    paper: 'fast: 9 of 14 experiments',
    judge: () => untestable('needs DeBERTa'),
  },
];

/** All claims of the paper that numbers can speak to. */
export const sweetClaims: readonly SweetClaim[] = [
  ...gradientClaims,
  ...exitClaims,
  ...speedClaims,
  ...learnedClaims,
  ...sizeClaims,
  ...otherClaims,
];

/** Those about some kinds of rows: `sweetClaimsAbout('exits')` for a notebook on individual exits. */
export const sweetClaimsAbout = (...kinds: readonly SweetAbout[]): SweetClaim[] =>
  sweetClaims.filter(({ about }) => kinds.includes(about));
