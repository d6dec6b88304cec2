import type { TopLevelSpec } from 'vega-lite';
import type { Published } from '../analysis/published';
import type { DatasetRow } from '../experiments/datasetSizes';
import { type CellBlock, cellBlocks } from './cellsTable';
import { type FigureOptions, heading } from './options';

const CAPTION =
  'Classes and numbers of examples of each task, of all that its files hold; below, those of the paper. ' +
  'The labels of the test examples of GLUE are not public.';

/** COSEE Table 1: the sizes of the data sets. */
export function datasetsTable(
  rows: readonly DatasetRow[],
  printed: readonly Published[],
  options: Omit<FigureOptions, 'seeds'>,
): TopLevelSpec {
  const own: CellBlock = {
    title: 'Here',
    cells: rows.flatMap(({ task, form, ...sizes }) =>
      (['classes', 'train', 'validation', 'test'] as const).map((column) => ({
        row: form === null || form === task ? task : `${task} (as ${form})`,
        column,
        text: numberText(sizes[column]),
      })),
    ),
  };
  const theirs: CellBlock = {
    title: 'As published, Table 1',
    cells: printed.map(({ task, metric = '', value }) => ({
      ...{ row: task, column: metric },
      text: metric === 'classes' ? `${value}` : `${value / 1000}k`,
    })),
  };
  return {
    ...heading('The data sets', CAPTION, { ...options, seeds: '' }),
    ...cellBlocks([own, theirs], 100),
  };
}

const numberText = (count: number | null): string => (count === null ? '-' : count.toLocaleString('en'));
