/** Claims about scores: some weighted sums of scores are larger than a bound. */
import { type Arm, contrast, type ExampleIntervals, type ScoreRow, type Term } from '../analysis';
import type { View } from '../experiments/view';
import { type Claim, claimOn, type Judgement, points, type Statement, untestable } from './claim';

/** A weighted sum of scores, in points, which a claim compares with its bound; `label` names it in the claim. */
export interface Part {
  readonly label: string;
  readonly terms: readonly Term[];
}

/** A claim about a view of scores. */
export interface ContrastOn<Row extends ScoreRow> extends Statement {
  readonly view: View<Row>;
  /** The bound, in points; the default is 0. */
  readonly above?: number;
  parts(rows: readonly Row[]): readonly Part[];
}

/** Values of x: depths of exits, or cost fractions. */
type Places = readonly number[];

/** A method by its name; or one of its arms, where rows have several. */
type Named = string | Arm;

const armNamed = (of: Named): Arm => (typeof of === 'string' ? { method: of } : of);

/** The score of one method minus that of another, averaged over some places. */
export const gap = (better: Named, worse: Named, places: Places): Term[] =>
  places.flatMap((x) => [
    { ...armNamed(better), x, weight: 1 / places.length },
    { ...armNamed(worse), x, weight: -1 / places.length },
  ]);

/** The terms of one sum minus those of another. */
export const less = (terms: readonly Term[], others: readonly Term[]): Term[] => [
  ...terms,
  ...others.map((term) => ({ ...term, weight: -term.weight })),
];

/** A claim that holds if the mean over the seeds of each of its parts is above the bound. */
export const contrastClaim = <Row extends ScoreRow>({ parts, above, ...claim }: ContrastOn<Row>): Claim =>
  claimOn<Row>({
    ...claim,
    judge: (rows, { overExamples }) =>
      rows.length === 0
        ? untestable('no finished runs')
        : together(parts(rows).map((part) => judgePart(part, { rows, overExamples, above }))),
  });

/** What a part is judged by. */
export interface Grounds {
  readonly rows: readonly ScoreRow[];
  /**
   * Intervals over the choice of examples, see `exampleIntervals`; without them the judgement uses the seeds alone.
   */
  readonly overExamples?: ExampleIntervals;
  /** The bound, in points. */
  readonly above?: number;
}

/** Whether the mean of the part over the seeds is above its bound, with both intervals. */
export function judgePart({ label, terms }: Part, { rows, overExamples, above = 0 }: Grounds): Judgement {
  const { seeds, tasks, whole } = contrast(rows, terms);
  const name = label && `${label}: `;
  if (!seeds) return untestable(`${name}no seed has all runs`);
  const mean = 100 * seeds.mean;
  const interval = seeds.interval?.map((bound) => 100 * bound);
  const chance = interval && interval[0] <= above && above <= interval[1];
  const over = `over ${seeds.n} seed${seeds.n === 1 ? '' : 's'}`;
  const examples = overExamples?.(terms, whole)?.map((bound) => 100 * bound);
  const intervals = [
    ...(interval ? [`95% ${over} ${interval.map(points).join(' to ')}`] : [over]),
    ...(examples ? [`over examples ${examples.map(points).join(' to ')}`] : []),
  ].join(', ');
  const ahead = tasks.filter((task) => 100 * task.mean > above).length;
  const onTasks = tasks.length > 1 ? `, on ${ahead} of ${tasks.length} tasks` : '';
  const doubt = chance ? ', chance among seeds not ruled out' : '';
  return { holds: mean > above, detail: `${name}${points(mean)} (${intervals})${onTasks}${doubt}` };
}

/** The values of x of some rows, in order. */
export const placesOf = (rows: readonly { readonly x: number }[]): number[] =>
  [...new Set(rows.map(({ x }) => x))].sort((a, b) => a - b);

/** The only part of a claim; it needs no label. */
export const single = (terms: readonly Term[]): Part[] => [{ label: '', terms }];

/** The judgement of several parts: false if a part is false, else null if a part is null, else true. */
export function together(parts: readonly Judgement[]): Judgement {
  const holds = parts.map((part) => part.holds);
  return {
    holds: holds.includes(false) ? false : holds.includes(null) ? null : true,
    detail: parts.map((part) => part.detail).join('; '),
  };
}
