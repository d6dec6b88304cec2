/** Claims about the gradients of several exits with respect to one block (SWEET §3.1, Fig. 3 and 9). */
import { groupBy, summarise } from '../../../analysis';
import {
  above,
  type Claim,
  claimOn,
  type Estimate,
  type Judgement,
  jointly,
  judgeEstimate,
  untestable,
} from '../../../claims';
import { type ConflictStep, inLargeBatches } from '../../../experiments/conflictFile';
import { atPaperStep } from '../../../experiments/conflicts';
import { gradients } from '../views';

/**
 * Exits are roughly orthogonal if they agree, in absolute values, at most this share of what an exit agrees with itself
 * on another batch. The paper gives no number.
 */
const SHARE = 1 / 2;

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
      const rows = inLargeBatches(atPaperStep(all.filter(({ method }) => method === 'early-exit')));
      return rows.length === 0 ? untestable('no gradients were measured') : judge(rows);
    },
  });

const isNext = ({ block, first }: ConflictStep): boolean => first === block;

/** One number of each seed. */
function bySeed(rows: readonly ConflictStep[], of: (rows: readonly ConflictStep[]) => number): Estimate {
  const groups = groupBy(rows, ({ seed }) => [seed]);
  return { seeds: groups.map(([{ seed }]) => seed), values: groups.map(of) };
}

const mean = (values: readonly number[]): number => summarise(values).mean;
const cosinesOf = (rows: readonly ConflictStep[]): number[] => rows.flatMap(({ cosine }) => cosine ?? []);
const decimals = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(2)}`;

function judgeOrthogonal(all: readonly ConflictStep[]): Judgement {
  const rows = all.filter((row) => isNext(row) && row.cosine !== null);
  if (rows.length === 0) return untestable('no pair of exits has gradients');
  const found = mean(cosinesOf(rows).map(Math.abs));
  const told = `mean |cosine| ${found.toFixed(2)} of ${rows.length} pairs`;
  const itself = (some: readonly ConflictStep[]) => some.flatMap((row) => row.itself ?? []);
  const yardstick = `of an exit with itself on another batch ${mean(itself(rows)).toFixed(2)}`;
  if (mean(itself(rows)) <= 0) return untestable(`${told}, ${yardstick}: too noisy to measure by`);
  const room = (some: readonly ConflictStep[]) =>
    SHARE * mean(itself(some)) - mean(cosinesOf(some).map(Math.abs));
  const { detail, ...judged } = judgeEstimate(bySeed(rows, room), above(0), decimals);
  return { ...judged, detail: `${told}, ${yardstick}; ${SHARE} of that less the mean |cosine| ${detail}` };
}

/** For every block and pair of later exits: they agree more than either does with the next exit. */
function judgeLater(rows: readonly ConflictStep[]): Judgement {
  const pairs = groupBy(
    rows.filter((row) => !isNext(row) && row.cosine !== null),
    ({ block, first, second }) => [block, first, second],
  );
  if (pairs.length === 0) return untestable('too few exits have gradients');
  return jointly(
    pairs.map(([{ block, first, second }]) => {
      const own = rows.filter((row) => row.block === block);
      const agree = (some: readonly ConflictStep[], a: number, b: number) =>
        mean(cosinesOf(some.filter((row) => row.first === a && row.second === b)));
      const lead = (some: readonly ConflictStep[]) =>
        agree(some, first, second) - Math.max(agree(some, block, first), agree(some, block, second));
      const { detail, ...judged } = judgeEstimate(bySeed(own, lead), above(0), decimals);
      return { ...judged, detail: `block ${block}, exits ${first} and ${second}: ${detail}` };
    }),
  );
}

export const gradientClaims: readonly Claim[] = [
  claim(
    `In Early-Exit, the next exit's gradient for a block is roughly orthogonal to those of later exits (mean |cosine| ` +
      `at most ${SHARE} of an exit with itself on another batch)`,
    'shown as colours, no number is given',
    judgeOrthogonal,
  ),
  claim(
    'In Early-Exit, later exits agree with one another more than with the next exit, each pair of them',
    '"relatively high similarity", no number is given',
    judgeLater,
  ),
];
