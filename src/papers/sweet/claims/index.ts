/** The claims of the SWEET paper (Rotem et al. 2023) in the paper's order. */
import { CHANCE, type Claim, claimOn, type Judgement, untestable } from '../../../claims';
import { type ConvergenceRow, convergence, encoders } from '../views';
import { exitClaims } from './exits';
import { gradientClaims } from './gradients';
import { learnedClaims } from './learned';
import { sizeClaims } from './sizes';
import { speedClaims } from './speeds';
import { taskClaims } from './tasks';
import { EE, MM, SW } from './words';

/**
 * Against if a run of SWEET failed. Else it holds if that none of the failed runs is of SWEET has a probability of at
 * most
 * 2.5% under random order (Fisher's exact test), and leans if not.
 */
function judgeConvergence(rows: readonly ConvergenceRow[]): Judgement {
  const failed = rows.filter((row) => row.failed);
  if (failed.length === 0) return untestable(rows.length === 0 ? 'no finished runs' : 'no run failed');
  const of = (method: string) => {
    const own = rows.filter((row) => row.method === method);
    return `${own.filter((row) => row.failed).length} of ${own.length} runs of ${method}`;
  };
  const detail = [EE, MM, SW].map(of).join(', ');
  if (failed.some(({ method }) => method === SW)) return { verdict: 'against', detail };
  const others = rows.filter(({ method }) => method !== SW).length;
  const none = failed.reduce((product, _, i) => product * ((others - i) / (rows.length - i)), 1);
  return { verdict: none <= CHANCE ? 'holds' : 'leans', detail, chance: CHANCE };
}

const otherClaims: readonly Claim[] = [
  claimOn({
    statement: 'Runs of Early-Exit and Multi-Model may fail to converge, those of SWEET do not',
    where: '§4.2',
    view: convergence,
    paper: 'some of both, none of SWEET, not counted',
    judge: judgeConvergence,
  }),
  claimOn({
    statement: 'On BERT-large SWEET beats both baselines throughout the curve',
    where: '§4.2, Fig. 5 and 10',
    view: encoders,
    paper: 'all seven tasks',
    judge: () => untestable('needs BERT-large'),
  }),
  claimOn({
    statement: 'On DeBERTa SWEET beats Early-Exit at fast speeds and loses at slow ones',
    where: 'Appendix C and D, Table 3, Fig. 10',
    view: encoders,
    paper: 'fast: 9 of 14 experiments',
    judge: () => untestable('needs DeBERTa'),
  }),
];

/** All claims of the paper that numbers can test. */
export const sweetClaims: readonly Claim[] = [
  ...gradientClaims,
  ...exitClaims,
  ...speedClaims,
  ...taskClaims,
  ...learnedClaims,
  ...sizeClaims,
  ...otherClaims,
];
