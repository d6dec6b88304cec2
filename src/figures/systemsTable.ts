import type { TopLevelSpec } from 'vega-lite';
import type { SummaryRow } from '../analysis';
import type { Published } from '../analysis/published';
import { type CellBlock, cellBlocks, type TextCell } from './cellsTable';
import { type FigureOptions, heading, seedsText } from './options';
import { methodStyles, methodTitle } from './style';

const CAPTION =
  'Scores in percent and, below, the speed-up at which they are read. Ours are all read at the same one, in a straight line over cost between ' +
  'the two nearest thresholds; the published ones are as printed, each at a speed-up of its own. Bold: the best of a column that leaves early.';

/** COSEE Table 2 and 3: systems at matched speed-up, above the published ones at their own; x of the rows is the speed-up. */
export function systemsTable(
  rows: readonly SummaryRow[],
  printed: { readonly title: string; readonly cells: readonly Published[] },
  options: FigureOptions,
): TopLevelSpec {
  const blocks: CellBlock[] = [
    { title: 'Here', cells: ownCells(rows) },
    { title: printed.title, cells: printedCells(printed.cells) },
  ];
  return {
    ...heading('Systems at matched speed-up, interpolated', CAPTION, options, seedsText(options.seeds)),
    ...cellBlocks(blocks.filter(({ cells }) => cells.length > 0)),
  };
}

function ownCells(rows: readonly SummaryRow[]): TextCell[] {
  const early = rows.filter(({ x }) => x > 1);
  return methodStyles(rows).flatMap(({ name, title }) =>
    rows
      .filter(({ method }) => method === name)
      .map(({ task, x, mean, sd }) => ({
        row: title,
        column: task,
        text: `${(100 * mean).toFixed(1)}${sd === null ? '' : ` ± ${(100 * sd).toFixed(1)}`}`,
        small: times(x),
        bold: x > 1 && early.every((row) => row.task !== task || row.mean <= mean),
      })),
  );
}

function printedCells(cells: readonly Published[]): TextCell[] {
  const columnOf = ({ task, metric }: Published) =>
    `${task}${metric === 'accuracy' || !metric ? '' : ` ${metric}`}`;
  const several = cells.filter(({ task, metric }) => metric === 'accuracy' && isScoredOtherwise(task, cells));
  const named = (cell: Published) => (several.includes(cell) ? `${cell.task} accuracy` : columnOf(cell));
  return cells.map((cell) => ({
    row: methodTitle(cell.method),
    column: named(cell),
    text: cell.value.toFixed(1),
    small: cell.speedUp === undefined ? '' : times(cell.speedUp),
    bold:
      (cell.speedUp ?? 1) > 1 &&
      cells.every(
        (other) => named(other) !== named(cell) || (other.speedUp ?? 1) <= 1 || other.value <= cell.value,
      ),
  }));
}

const isScoredOtherwise = (task: string, cells: readonly Published[]): boolean =>
  cells.some((cell) => cell.task === task && cell.metric !== 'accuracy');

const times = (speedUp: number): string => `${speedUp.toFixed(2)}×`;
