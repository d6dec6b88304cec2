/** Claims about scores: each says that some weighted sums of scores are larger than a bound. */
import { type Arm, contrast, type ExampleIntervals, type ScoreRow, type Term } from '../analysis';
import type { View } from '../experiments/view';
import { type Claim, claimOn, type Judgement, points, type Statement, untestable } from './claim';

/** A number that a claim says is above its bound, in points; `label` tells it from its siblings. */
export interface Part {
  readonly label: string;
  readonly terms: readonly Term[];
}

/** A claim about a view of scores. */
export interface ContrastOn<Row extends ScoreRow> extends Statement {
  readonly view: View<Row>;
  /** In points; 0 where none is given. */
  readonly above?: number;
  parts(rows: readonly Row[]): readonly Part[];
}

/** Where a method stands: the depths of exits, or cost fractions. */
type Places = readonly number[];

/** A method by its name, or where rows have several of its arms, one of them. */
type Named = string | Arm;

const armNamed = (of: Named): Arm => (typeof of === 'string' ? { method: of } : of);

/** One method less another, the mean over some places. */
export const gap = (better: Named, worse: Named, places: Places): Term[] =>
  places.flatMap((x) => [
    { ...armNamed(better), x, weight: 1 / places.length },
    { ...armNamed(worse), x, weight: -1 / places.length },
  ]);

/** The terms of a sum less those of another. */
export const less = (terms: readonly Term[], others: readonly Term[]): Term[] => [
  ...terms,
  ...others.map((term) => ({ ...term, weight: -term.weight })),
];

/** A claim that holds where each of its parts, on average over the seeds, is above the bound. */
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
  /** What the choice of examples leaves, see `exampleIntervals`; without it only the seeds speak. */
  readonly overExamples?: ExampleIntervals;
  /** In points. */
  readonly above?: number;
}

/** Whether the part is above its bound on average over the seeds, with both intervals. */
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

/** Where some rows stand, in order. */
export const placesOf = (rows: readonly { readonly x: number }[]): number[] =>
  [...new Set(rows.map(({ x }) => x))].sort((a, b) => a - b);

/** The only part of a claim, which needs no label. */
export const single = (terms: readonly Term[]): Part[] => [{ label: '', terms }];

/** A claim of several parts holds where all do; where one cannot be told, neither can the whole, unless another fails. */
export function together(parts: readonly Judgement[]): Judgement {
  const holds = parts.map((part) => part.holds);
  return {
    holds: holds.includes(false) ? false : holds.includes(null) ? null : true,
    detail: parts.map((part) => part.detail).join('; '),
  };
}
