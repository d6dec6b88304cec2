/** Claims of the COSEE paper about other measures than scores: training, distributions of exits, parameters. */
import { contrast, type LossCurve, summarise } from '../../../analysis';
import {
  above,
  type Claim,
  claimOn,
  fact,
  gap,
  judgeEstimate,
  type Statement,
  untestable,
} from '../../../claims';
import { consistency, convergence, encoders, parameters } from '../measures';
import { COSEE, SWM, VANILLA } from './words';

/** The largest fraction of examples that would have to leave elsewhere. The paper gives no number. */
const AGREE = 0.1;
/** The largest fraction of the plain model's parameters (§5.3). */
const NEGLIGIBLE = 0.0003;

const mean = (values: readonly number[]): number => summarise(values).mean;

/** The mean loss over all of training measures convergence: a method that converges faster has a lower mean. */
const meanLosses = (curves: readonly LossCurve[]) =>
  curves.map(({ method, task, seed, losses }) => ({ method, task, seed, x: 0, score: mean(losses) }));

/** A claim that the loss of one method is above that of another. */
function lowerLoss(higher: string, lower: string, about: Pick<Statement, 'statement' | 'paper'>): Claim {
  return claimOn({
    ...about,
    where: '§4.5, Fig. 6',
    view: convergence,
    judge(curves) {
      if (curves.length === 0) return untestable('no steps of finished runs');
      const { whole, values, tasks, missing } = contrast(meanLosses(curves), gap(higher, lower, [0]));
      if (whole.length === 0) return untestable(['no seed has all runs', ...missing.slice(0, 3)].join(', '));
      const { detail, ...judged } = judgeEstimate({ seeds: whole, values }, above(0), nats);
      const ahead = tasks.filter((task) => task.mean > 0).length;
      return {
        ...judged,
        detail:
          `mean loss of all exits over training, ${higher} less ${lower}, in nats: ${detail}, ` +
          `lower on ${ahead} of ${tasks.length} task${tasks.length === 1 ? '' : 's'}`,
      };
    },
  });
}

const nats = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(3)}`;

export const convergenceClaims: readonly Claim[] = [
  lowerLoss(VANILLA, SWM, {
    statement: 'SWM makes training converge faster than vanilla training',
    paper: 'curves, two tasks',
  }),
  lowerLoss(VANILLA, COSEE, {
    statement: 'With OSC as well, COSEE still converges faster than vanilla training',
    paper: 'curves, two tasks',
  }),
  lowerLoss(COSEE, SWM, {
    statement: 'OSC slows the convergence of SWM',
    paper: '"can slightly impact", curves, two tasks',
  }),
];

export const consistencyClaims: readonly Claim[] = [
  claimOn({
    statement:
      `Training and development examples leave at the same exits (at most ${100 * AGREE}% would have to ` +
      'leave elsewhere)',
    where: '§5.1, Fig. 7',
    view: consistency,
    paper: 'histograms of one task, no number is given',
    judge(distances) {
      if (distances.length === 0) return untestable('no run was read over training examples');
      const worst = Math.max(...distances.map(({ distance }) => distance));
      const each = distances.map(({ speedUp, distance }) => `${(100 * distance).toFixed(1)}% at ${speedUp}x`);
      return fact(worst <= AGREE, each.join(', '));
    },
  }),
];

export const parameterClaims: readonly Claim[] = [
  claimOn({
    statement: `The exits add less than ${(100 * NEGLIGIBLE).toFixed(2)}% to BERT-base's parameters`,
    where: '§5.3, Table 4',
    view: parameters,
    paper: '109.48M +16.92K for 2 classes, +25.38K for 3',
    judge(rows) {
      const own = rows.filter(({ model }) => model === 'BERT-base');
      if (own.length === 0) return untestable('no parameters were counted');
      const shares = rows.map((row) => ({ ...row, share: row.extra / row.backbone }));
      return fact(
        own.every(({ extra, backbone }) => extra / backbone < NEGLIGIBLE),
        shares
          .map(({ model, classes, share }) => `${model}, ${classes} classes: +${(100 * share).toFixed(3)}%`)
          .join('; '),
      );
    },
  }),
];

export const otherClaims: readonly Claim[] = [
  claimOn({
    statement: 'On ALBERT COSEE beats PALBERT and DisentangledEE on four tasks',
    where: '§5.2, Table 3',
    view: encoders,
    paper: 'average 87.3 at 2.12x, 86.2 at 1.21x and 86.5 at 1.26x',
    judge: () => untestable('needs ALBERT'),
  }),
];
