import type { TopLevelSpec } from 'vega-lite';
import { chosenOwnConstants, groupBy, type OwnConstantRow, summarise } from '../analysis';
import { cellBlocks } from './cellsTable';
import { type FigureOptions, heading, seedsText } from './options';
import { methodTitle } from './style';

const CAPTION =
  'Area under the curve of score over cost, in percent, on held-out training examples, as the mean over tasks. Below ' +
  'it, smaller, the value of the constant. Bold: chosen.';

/** The search for the constant of each method: a row for each method, a column for each of its values. */
export function ownConstantsTable(rows: readonly OwnConstantRow[], options: FigureOptions): TopLevelSpec {
  const chosen = chosenOwnConstants(rows);
  const cells = groupBy(rows, ({ method }) => [method]).flatMap((own) =>
    groupBy(own, ({ value }) => [value]).map((group, i) => {
      const [{ method, constant, value }] = group;
      return {
        row: `${methodTitle(method)}, ${constant}`,
        column: `value ${i + 1}`,
        text: (100 * summarise(group.map(({ choice }) => choice)).mean).toFixed(1),
        small: String(value),
        bold: value === chosen[method].value,
      };
    }),
  );
  return {
    ...heading('The constant that each method has of its own', CAPTION, options, seedsText(options.seeds)),
    ...cellBlocks([{ title: 'Mean score over cost (%)', cells }], 90),
  };
}
