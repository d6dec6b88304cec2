import type { TopLevelSpec } from 'vega-lite';
import type { Published } from '../analysis/published';
import type { ParameterRow } from '../experiments/parameters';
import { type CellBlock, cellBlocks } from './cellsTable';
import { type FigureOptions, heading } from './options';
import { methodTitle } from './style';

const CAPTION =
  'Parameters of the plain encoder and, below, what an exit after every block adds to it with one ' +
  'exit, in numbers and percent.';

/** COSEE Table 4: the number of parameters that exits add to a model. It needs no trained model. */
export function parametersTable(
  rows: readonly ParameterRow[],
  printed: readonly Published[],
  options: Omit<FigureOptions, 'seeds'>,
): TopLevelSpec {
  const own: CellBlock = {
    title: 'Counted here',
    cells: rows.map(({ model, classes, backbone, extra }) => ({
      row: model,
      column: `${classes} classes`,
      text: millions(backbone),
      small: `+${thousands(extra)} (${((100 * extra) / backbone).toFixed(3)}%)`,
    })),
  };
  const theirs: CellBlock = {
    title: 'As published, Table 4',
    cells: printed.map(({ method, task, value }) => ({
      row: methodTitle(method),
      column: task,
      text: method === 'cosee' ? `+${thousands(value)}` : millions(value),
    })),
  };
  return {
    ...heading('Parameters that exits add', CAPTION, { ...options, seeds: '' }),
    ...cellBlocks([own, theirs], 150),
  };
}

const millions = (count: number): string => `${(count / 1e6).toFixed(2)}M`;
const thousands = (count: number): string => `${(count / 1e3).toFixed(2)}K`;
