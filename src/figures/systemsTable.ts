import type { TopLevelSpec } from 'vega-lite';
import { groupBy, type SummaryRow } from '../analysis';
import type { Published } from '../analysis/published';
import { leads } from './bold';
import { type CellBlock, cellBlocks, type TextCell } from './cellsTable';
import { type FigureOptions, heading, seedsText } from './options';
import { methodTitle } from './style';

const CAPTION =
  'Scores in percent and, below, the speed-up at which they are read. Ours are all read at the same ' +
  'one, in a straight line over cost between ' +
  'the two nearest thresholds; the published ones are as printed, each at a speed-up of its own. ' +
  'Bold: the best of a column that leaves early; ours where it leads by more than the standard deviation of either, ' +
  'the published ones as printed.';

/** A summary of scores by one metric. */
export interface MetricSummary extends SummaryRow {
  readonly metric: string;
}

/** Our systems: where they are evaluated, their scores, and the systems that have no finished runs. */
export interface OwnSystems {
  readonly title: string;
  readonly rows: readonly MetricSummary[];
  readonly absent: readonly string[];
}

/**
 * COSEE Table 2 and 3: systems at one speed-up, which is x, above the published ones at their own speed-ups. A column
 * has one metric.
 */
export function systemsTable(
  own: OwnSystems,
  printed: { readonly title: string; readonly cells: readonly Published[] },
  options: FigureOptions,
): TopLevelSpec {
  const blocks: CellBlock[] = [
    { title: own.title, cells: [...ownCells(own.rows), ...absentCells(own)] },
    {
      title: printed.title,
      rows: printed.cells.map(({ method }) => methodTitle(method)),
      cells: printedCells(printed.cells),
    },
  ];
  return {
    ...heading('Systems at matched speed-up, interpolated', CAPTION, options, seedsText(options.seeds)),
    ...cellBlocks(blocks.filter(({ cells }) => cells.length > 0)),
  };
}

/** The metric of a mean over tasks: the first metric of each. */
export const FIRST_METRICS = 'first metrics';

const METRICS: { readonly [metric: string]: string } = {
  ...{ f1: 'F1', accuracy: 'acc', mean: 'mean' },
  ...{ matthews: 'MCC', pearson: 'r', spearman: 'ρ' },
  [FIRST_METRICS]: '',
};

interface Metered {
  readonly task: string;
  readonly metric?: string;
}

/** The head of a row's column: the task; and its metric, unless that is the accuracy and the task has no other. */
export function columnOf<Row extends Metered>(rows: readonly Row[]): (row: Metered) => string {
  return ({ task, metric = '' }) => {
    const several = rows.some((row) => row.task === task && row.metric !== metric);
    return several || metric !== 'accuracy' ? `${task} ${METRICS[metric] ?? metric}`.trim() : task;
  };
}

/** Systems in the order of the rows; the columns of a task are adjacent. */
function ownCells(rows: readonly MetricSummary[]): TextCell[] {
  const head = columnOf(rows);
  const early = rows.filter(({ x }) => x > 1);
  const isBest = (row: MetricSummary) =>
    row.x > 1 &&
    leads(
      row,
      early.filter((other) => head(other) === head(row)),
    );
  return groupBy(rows, ({ task }) => [task])
    .flat()
    .map((row) => ({
      row: methodTitle(row.method),
      column: inTwoLines(head(row)),
      text: `${(100 * row.mean).toFixed(1)}${row.sd === null ? '' : ` ± ${(100 * row.sd).toFixed(1)}`}`,
      small: times(row.x),
      bold: isBest(row),
    }));
}

function absentCells({ rows, absent }: OwnSystems): TextCell[] {
  const heads = [...new Set(rows.map(columnOf(rows)))];
  return absent.flatMap((method) =>
    heads.map((head) => ({
      row: methodTitle(method),
      column: inTwoLines(head),
      text: '-',
      small: 'no records',
    })),
  );
}

/** One column for each metric of a task; the columns of a task are adjacent. */
function printedCells(cells: readonly Published[]): TextCell[] {
  const head = columnOf(cells);
  const early = cells.filter(({ speedUp = 1 }) => speedUp > 1);
  const best = (cell: Published) =>
    early.includes(cell) && early.every((other) => head(other) !== head(cell) || other.value <= cell.value);
  return groupBy(cells, ({ task }) => [task])
    .flat()
    .map((cell) => ({
      row: methodTitle(cell.method),
      column: inTwoLines(head(cell)),
      text: cell.value.toFixed(1),
      small: cell.speedUp === undefined ? '' : times(cell.speedUp),
      bold: best(cell),
    }));
}

/** The task above the metric; a task alone stands on the second line. */
const inTwoLines = (head: string): string => (head.includes(' ') ? head.replace(' ', '\n') : ` \n${head}`);

const times = (speedUp: number): string => `${speedUp.toFixed(2)}×`;
