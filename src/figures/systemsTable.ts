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

/** COSEE Table 2 and 3: systems at one speed-up, which is x, above the published ones at their own speed-ups. */
export function systemsTable(
  rows: readonly SummaryRow[],
  printed: { readonly title: string; readonly cells: readonly Published[] },
  options: FigureOptions,
): TopLevelSpec {
  const blocks: CellBlock[] = [
    { title: 'Here', cells: ownCells(rows) },
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

/** Systems in the order of the rows. */
function ownCells(rows: readonly SummaryRow[]): TextCell[] {
  const early = rows.filter(({ x }) => x > 1);
  return rows.map((row) => ({
    row: methodTitle(row.method),
    column: row.task,
    text: `${(100 * row.mean).toFixed(1)}${row.sd === null ? '' : ` ± ${(100 * row.sd).toFixed(1)}`}`,
    small: times(row.x),
    bold:
      row.x > 1 &&
      leads(
        row,
        early.filter(({ task }) => task === row.task),
      ),
  }));
}

const METRICS: { readonly [metric: string]: string } = { f1: 'F1', accuracy: 'acc', mean: 'mean' };

/** One column for each metric of a task; the columns of a task are adjacent. */
function printedCells(cells: readonly Published[]): TextCell[] {
  const columnOf = ({ task, metric = '' }: Published) => {
    const several = cells.some((cell) => cell.task === task && cell.metric !== metric);
    return several ? `${task} ${METRICS[metric] ?? metric}` : task;
  };
  const early = cells.filter(({ speedUp = 1 }) => speedUp > 1);
  const best = (cell: Published) =>
    early.includes(cell) &&
    early.every((other) => columnOf(other) !== columnOf(cell) || other.value <= cell.value);
  return groupBy(cells, ({ task }) => [task])
    .flat()
    .map((cell) => ({
      row: methodTitle(cell.method),
      column: columnOf(cell),
      text: cell.value.toFixed(1),
      small: cell.speedUp === undefined ? '' : times(cell.speedUp),
      bold: best(cell),
    }));
}

const times = (speedUp: number): string => `${speedUp.toFixed(2)}×`;
