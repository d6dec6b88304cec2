/** Claims about increasing training sets (Fig. 8). */
import type { Term } from '../../../analysis';
import { type Claim, type ContrastOn, contrastClaim, gap, less, untestable } from '../../../claims';
import { type SizedScore, sizes } from '../views';
import { COMPARABLE, EE, fastest, MM, SW } from './words';

const trainSizes = (rows: readonly SizedScore[]): number[] =>
  [...new Set(rows.map(({ trainSize }) => trainSize))].sort((a, b) => a - b);

/** The smallest and the largest training set. */
function sizesOf(rows: readonly SizedScore[]): readonly [small: number, large: number] {
  const all = trainSizes(rows);
  return [all[0], all[all.length - 1]];
}

function sizeClaim(about: Omit<ContrastOn<SizedScore>, 'where' | 'view'>): Claim {
  const claim = contrastClaim({ ...about, where: '§5, Fig. 8', view: sizes });
  return {
    ...claim,
    judge: (evidence) =>
      trainSizes(evidence(sizes).rows).length === 1
        ? untestable('finished runs of one training size alone')
        : claim.judge(evidence),
  };
}

const gapAt = (better: string, worse: string, trainSize: number, x: number): Term[] =>
  gap({ method: better, trainSize }, { method: worse, trainSize }, [x]);

export const sizeClaims: readonly Claim[] = [
  sizeClaim({
    statement: 'With little training data SWEET beats Early-Exit at the fastest speed',
    paper: 'curves, 2K to 60K examples of MNLI',
    parts(rows) {
      const [small] = sizesOf(rows);
      return [{ label: `${small} examples`, terms: gapAt(SW, EE, small, fastest(rows)) }];
    },
  }),
  sizeClaim({
    statement: 'That benefit shrinks from the smallest training set to the largest',
    paper: 'vanishes with 400K examples',
    parts(rows) {
      const [small, large] = sizesOf(rows);
      const x = fastest(rows);
      const terms = less(gapAt(SW, EE, small, x), gapAt(SW, EE, large, x));
      return [{ label: `${small} less ${large} examples`, terms }];
    },
  }),
  sizeClaim({
    statement:
      `With the largest training set Early-Exit's first exit is as good as the smallest Multi-Model (at ` +
      `most ${COMPARABLE} points below)`,
    paper: 'curves, 400K examples',
    above: -COMPARABLE,
    parts(rows) {
      const [, large] = sizesOf(rows);
      return [{ label: `${large} examples`, terms: gapAt(EE, MM, large, fastest(rows)) }];
    },
  }),
  sizeClaim({
    statement: 'With the largest training set SWEET falls below Early-Exit at the full cost',
    paper: 'substantially, with 400K examples',
    parts(rows) {
      const [, large] = sizesOf(rows);
      return [{ label: `${large} examples`, terms: gapAt(EE, SW, large, 1) }];
    },
  }),
];
