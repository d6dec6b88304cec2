/** Claims of the COSEE paper about other measures than scores: training, distributions of exits, parameters. */
import { contrast, groupBy, type LossCurve, summarise } from '../../../analysis';
import {
  above,
  below,
  type Claim,
  claimOn,
  fact,
  gap,
  type Judgement,
  jointly,
  judgeEstimate,
  type Statement,
  untestable,
} from '../../../claims';
import { consistency, convergence, type DistanceRow, parameters } from '../measures';
import { onAlbert } from '../onAlbert';
import { COSEE, SWM, VANILLA } from './words';

/** The percentage of examples that may leave elsewhere, beyond what chance gives. The paper gives no number. */
const AGREE = 5;
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

/** The distances at one speed-up beyond those of chance, in points. */
function judgeDistances(rows: readonly DistanceRow[]): Judgement {
  const beyond = (some: readonly DistanceRow[]) =>
    100 * mean(some.map(({ distance, chance }) => distance - chance));
  const seeds = groupBy(rows, ({ seed }) => [seed]);
  const half = 100 * mean(rows.map(({ chance, chanceHigh }) => chanceHigh - chance));
  const { detail, ...judged } = judgeEstimate(
    {
      seeds: seeds.map(([{ seed }]) => seed),
      values: seeds.map(beyond),
      examples: [beyond(rows) - half, beyond(rows) + half],
    },
    below(AGREE),
  );
  const [found, chance] = [rows.map((row) => row.distance), rows.map((row) => row.chance)].map(mean);
  const told = `${(100 * found).toFixed(1)}% leave elsewhere, ${(100 * chance).toFixed(1)}% by chance`;
  return { ...judged, detail: `${rows[0].speedUp}x: ${told}, beyond it ${detail}` };
}

export const consistencyClaims: readonly Claim[] = [
  claimOn({
    statement:
      `Training and development examples leave at the same exits (less than ${AGREE}% leave elsewhere beyond what two ` +
      'random parts of all examples would)',
    where: '§5.1, Fig. 7',
    view: consistency,
    paper: 'histograms of one task, no number is given',
    judge: (distances) =>
      distances.length === 0
        ? untestable('no run was read over training examples')
        : jointly(groupBy(distances, ({ speedUp }) => [speedUp]).map(judgeDistances)),
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
    statement: 'COSEE saves training costs',
    where: '§4.4 and 4.5',
    view: convergence,
    paper: 'by faster convergence (Fig. 6); no number is given',
    judge: () =>
      untestable('the seconds of a run depend on the machine and its load; see the claims about Fig. 6'),
  }),
  claimOn({
    statement: 'On ALBERT COSEE beats PALBERT and DisentangledEE on four tasks',
    where: '§5.2, Table 3',
    view: onAlbert,
    paper: 'average 87.3 at 2.12x, 86.2 at 1.21x and 86.5 at 1.26x',
    judge: () => untestable('PALBERT and DisentangledEE are not here'),
  }),
];
