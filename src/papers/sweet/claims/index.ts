/** The claims of the SWEET paper (Rotem et al. 2023) in the paper's order. */
import { type Claim, claimOn, fact, untestable } from '../../../claims';
import { convergence, encoders } from '../views';
import { exitClaims } from './exits';
import { gradientClaims } from './gradients';
import { learnedClaims } from './learned';
import { sizeClaims } from './sizes';
import { speedClaims } from './speeds';
import { taskClaims } from './tasks';
import { EE, MM, SW } from './words';

const otherClaims: readonly Claim[] = [
  claimOn({
    statement: 'Runs of Early-Exit and Multi-Model may fail to converge, those of SWEET do not',
    where: '§4.2',
    view: convergence,
    paper: 'some of both, none of SWEET, not counted',
    judge: (diverged) => {
      const of = (method: string) => diverged.filter(({ config }) => config.method === method).length;
      if (diverged.length === 0) return untestable('no run failed');
      return fact(of(SW) === 0, `${of(EE)} of Early-Exit, ${of(MM)} of Multi-Model, ${of(SW)} of SWEET`);
    },
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
