/** Claims about increasing training sets (Fig. 8). Each is about sizes that the paper names. */
import type { Term } from '../../../analysis';
import {
  above,
  type Claim,
  type ContrastOn,
  claimOn,
  gap,
  jointly,
  judgePart,
  largerGain,
  type Part,
  untestable,
} from '../../../claims';
import { type SizedScore, sizes } from '../views';
import { COMPARABLE, EE, fastest, MM, SW } from './words';

/** The training sizes that a claim is about: from the least to the most examples. */
interface Sizes {
  readonly name: string;
  readonly least: number;
  readonly most: number;
}

/** "A few thousand examples", "as many as 60K", "the full dataset (400K instances)". The bounds are ours. */
const FEW: Sizes = { name: 'a few thousand examples', least: 1_000, most: 10_000 };
const MANY: Sizes = { name: '60K examples', least: 50_000, most: 100_000 };
const FULL: Sizes = { name: '400K examples', least: 300_000, most: Number.POSITIVE_INFINITY };

const sizesOf = (rows: readonly SizedScore[], { least, most }: Sizes): number[] =>
  [...new Set(rows.map(({ trainSize }) => trainSize))]
    .filter((size) => least <= size && size <= most)
    .sort((a, b) => a - b);

interface SizeClaim extends Pick<ContrastOn<SizedScore>, 'statement' | 'paper' | 'side'> {
  readonly about: readonly Sizes[];
  /** The parts at one size of each of `about`, and the fastest speed. */
  parts(sizes: readonly number[], x: number): readonly Part[];
}

/** A claim about every size at hand among those it is about (the first list), and the largest of the other lists. */
const sizeClaim = ({ about, parts, side, ...statement }: SizeClaim): Claim =>
  claimOn<SizedScore>({
    ...statement,
    where: '§5, Fig. 8',
    view: sizes,
    judge(rows, { overExamples }) {
      const found = about.map((of) => sizesOf(rows, of));
      const lacking = about.filter((_, i) => found[i].length === 0).map(({ name }) => name);
      if (lacking.length > 0) return untestable(`no runs with ${lacking.join(' and ')}`);
      const [first, ...others] = found;
      const largest = others.map((of) => of[of.length - 1]);
      const judged = first.flatMap((size) => parts([size, ...largest], fastest(rows)));
      return jointly(judged.map((part) => judgePart(part, { rows, overExamples, side })));
    },
  });

const gapAt = (better: string, worse: string, trainSize: number, x: number): Term[] =>
  gap({ method: better, trainSize }, { method: worse, trainSize }, [x]);

const at = (size: number): string => `${size} examples`;

export const sizeClaims: readonly Claim[] = [
  sizeClaim({
    statement: 'With a few thousand training examples SWEET beats Early-Exit at the fastest speed',
    paper: '"mostly beneficial", curves',
    about: [FEW],
    parts: ([size], x) => [{ label: at(size), terms: gapAt(SW, EE, size, x) }],
  }),
  sizeClaim({
    statement: 'With as many as 60K training examples SWEET still beats Early-Exit at the fastest speed',
    paper: '"still somewhat useful", curves',
    about: [MANY],
    parts: ([size], x) => [{ label: at(size), terms: gapAt(SW, EE, size, x) }],
  }),
  sizeClaim({
    statement: 'That benefit shrinks from a few thousand training examples to 400K',
    paper: 'the conflict tends to disappear with 400K examples',
    about: [FEW, FULL],
    parts: ([few, full], x) =>
      largerGain(`${at(few)} against ${full}`, gapAt(SW, EE, few, x), gapAt(SW, EE, full, x)),
  }),
  sizeClaim({
    statement:
      `With 400K training examples Early-Exit's first exit is as good as the smallest Multi-Model (at most ` +
      `${COMPARABLE} point below)`,
    paper: 'curves, 400K examples',
    side: above(-COMPARABLE),
    about: [FULL],
    parts: ([size], x) => [{ label: at(size), terms: gapAt(EE, MM, size, x) }],
  }),
  sizeClaim({
    statement: 'With 400K training examples SWEET falls below Early-Exit at the full cost',
    paper: 'substantially, with 400K examples',
    about: [FULL],
    parts: ([size]) => [{ label: at(size), terms: gapAt(EE, SW, size, 1) }],
  }),
];
