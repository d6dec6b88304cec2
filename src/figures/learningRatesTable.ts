import type { TopLevelSpec } from 'vega-lite';
import type { RateBesideRow } from '../analysis/published';
import { cellBlocks } from './cellsTable';
import { type FigureOptions, heading, seedsText } from './options';
import { methodStyles } from './style';

const CAPTION =
  'The first learning rate that gives each method the largest area under its speed-accuracy curve ' +
  'on each task, and below ' +
  'it, smaller, the one that the paper chose for the task of the same form.';

/** SWEET Table 2: the chosen learning rates, one row for each task. The paper's rates are below ours. */
export function learningRatesTable(rows: readonly RateBesideRow[], options: FigureOptions): TopLevelSpec {
  const cells = methodStyles(rows).flatMap(({ name, title }) =>
    rows
      .filter(({ method }) => method === name)
      .map(({ task, ours, paper, paperTask }) => ({
        row: task,
        column: title,
        text: rate(ours),
        small: paper === null ? '' : `${paperTask === task ? 'paper' : paperTask}: ${rate(paper)}`,
      })),
  );
  const tasks = [...new Set(rows.map(({ task }) => task))];
  return {
    ...heading('Chosen learning rates', CAPTION, options, `${seedsText(options.seeds)}; below: the paper's`),
    ...cellBlocks([{ title: 'First learning rate', rows: tasks, cells }], 120),
  };
}

/** "5e-4" */
const rate = (value: number): string => value.toExponential();
