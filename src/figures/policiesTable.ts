import type { TopLevelSpec } from 'vega-lite';
import { groupBy, type SummaryRow } from '../analysis';
import { largestOf } from '../extremes';
import { cellBlocks } from './cellsTable';
import { type FigureOptions, heading, seedsText } from './options';
import { methodStyles, methodTitle } from './style';

const CAPTION =
  'Score in percent at the same cost, as the mean over tasks and seeds. A row is one set of models, a column one rule ' +
  'by which examples leave. Bold: the best rule of a row. A rule that does not reach the cost has no number.';

/** A row for each method, a column for each policy. */
export function policiesTable(
  rows: readonly SummaryRow[],
  speedUp: number,
  options: FigureOptions,
): TopLevelSpec {
  const cells = groupBy(rows, ({ method }) => [method]).flatMap((own) => {
    const best = largestOf(own.map(({ mean }) => mean));
    return own.map(({ method, policy = '', mean }) => ({
      row: methodTitle(method),
      column: headOf(policy),
      text: (100 * mean).toFixed(1),
      bold: mean === best && own.length > 1,
    }));
  });
  return {
    ...heading('Every method by every rule of leaving', CAPTION, options, seedsText(options.seeds)),
    ...cellBlocks(
      [{ title: `Score (%) at ${speedUp}x`, rows: methodStyles(rows).map(({ title }) => title), cells }],
      92,
    ),
  };
}

/** `geometric mean of the exits reached, ...` -> `geometric`, `mean`: two lines. */
const headOf = (policy: string): string => policy.split(/, | of /)[0].replace(' ', '\n');
