import type { TopLevelSpec } from 'vega-lite';
import type { ConstantsRow } from '../analysis/constants';
import { cellBlocks } from './cellsTable';
import { type FigureOptions, heading, seedsText } from './options';

const CAPTION =
  'Area under the curve of score over cost, in percent, on the half of the examples that the choice ' +
  'was not made on. Bold: chosen on the ' +
  'other half.';

/** COSEE §4.3: the search for its constants, one row for each combination, one column for each task. */
export function constantsTable(rows: readonly ConstantsRow[], options: FigureOptions): TopLevelSpec {
  const cells = rows.map(({ task, alpha, beta0, learningRate, batch, report, chosen }) => ({
    row: `α ${alpha}, β₀ ${beta0}, rate ${learningRate.toExponential()}, batch ${batch}`,
    column: task,
    text: (100 * report).toFixed(1),
    bold: chosen,
  }));
  return {
    ...heading(
      "COSEE's constants, chosen on half of the examples",
      CAPTION,
      options,
      seedsText(options.seeds),
    ),
    ...cellBlocks([{ title: 'Mean score over cost (%), on the other half', cells }], 100),
  };
}
