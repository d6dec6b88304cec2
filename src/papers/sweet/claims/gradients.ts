/** Claims about the gradients of several exits with respect to one block (SWEET §3.1, Fig. 3 and 9). */
import { summarise } from '../../../analysis';
import { type Claim, claimOn, fact, type Judgement, untestable } from '../../../claims';
import type { ConflictStep } from '../../../experiments/conflicts';
import { largestOf, leastOf } from '../../../extremes';
import { gradients } from '../views';

/** Cosines of at most this absolute value count as orthogonal. The paper gives no number. */
const ORTHOGONAL = 0.25;

const claim = (
  statement: string,
  paper: string,
  judge: (rows: readonly ConflictStep[]) => Judgement,
): Claim =>
  claimOn({
    statement,
    paper,
    where: '§3.1, Fig. 3 and 9',
    view: gradients,
    judge(all) {
      const rows = atTheEnd(all.filter(({ method }) => method === 'early-exit'));
      return rows.length === 0 ? untestable('no gradients were measured') : judge(rows);
    },
  });

/** The rows of the last measured step. */
function atTheEnd(rows: readonly ConflictStep[]): ConflictStep[] {
  const last = largestOf(rows.map(({ step }) => step));
  return rows.filter(({ step }) => step === last);
}

const cosines = (rows: readonly ConflictStep[]): number[] => rows.flatMap(({ cosine }) => cosine ?? []);
const ofNext = (rows: readonly ConflictStep[]) => cosines(rows.filter(({ block, first }) => first === block));
const ofLater = (rows: readonly ConflictStep[]) => cosines(rows.filter(({ block, first }) => first > block));

export const gradientClaims: readonly Claim[] = [
  claim(
    `In Early-Exit, the next exit's gradient for a block is roughly orthogonal to those of later ` +
      `exits (mean cosine within ±${ORTHOGONAL})`,
    'shown as colours, no number is given',
    (rows) => {
      const found = ofNext(rows);
      if (found.length === 0) return untestable('no pair of exits has gradients');
      const { mean, n } = summarise(found);
      const range = `${leastOf(found).toFixed(2)} to ${largestOf(found).toFixed(2)}`;
      return fact(Math.abs(mean) <= ORTHOGONAL, `mean ${mean.toFixed(2)} of ${n} pairs, from ${range}`);
    },
  ),
  claim(
    'In Early-Exit, later exits agree with one another more than with the next exit',
    '"relatively high similarity", no number is given',
    (rows) => {
      const [next, later] = [ofNext(rows), ofLater(rows)];
      if (next.length === 0 || later.length === 0) return untestable('too few exits have gradients');
      const [own, others] = [summarise(next).mean, summarise(later).mean];
      return fact(
        others > own,
        `mean cosine ${others.toFixed(2)} among later exits, ${own.toFixed(2)} with the next`,
      );
    },
  ),
];
