import type { TopLevelSpec } from 'vega-lite';
import { points } from '../claims';
import { largestOf } from '../extremes';
import { asCells, type TextCell } from './cellsTable';
import { shadeOf } from './diverging';
import { exitHeatmap } from './exitHeatmap';
import type { GainRow } from './gainDots';
import { type FigureOptions, heading, seedsText } from './options';
import { methodTitle } from './style';

/** What each method gains over the baseline at each exit alone, in points; brown where it loses. */
export function gainHeatmap(
  rows: readonly GainRow[],
  baseline: string,
  options: FigureOptions,
): TopLevelSpec {
  const caption =
    `Points over ${baseline} of each exit alone, where all examples leave there, as the mean over the tasks. ` +
    'Blue: better; brown: worse; bold on a page: the 95% interval over seeds and examples leaves out 0.';
  return {
    ...heading('Which training idea helps which exit?', caption, options, seedsText(options.seeds)),
    ...exitHeatmap(rows, { middle: 0, step: 5, legend: ['points'] }),
    ...asCells([{ title: 'Points at each exit', columns: 'exit after block', cells: cellsOf(rows) }]),
  };
}

/** The cells of a page: bold where the interval leaves out 0. */
function cellsOf(rows: readonly GainRow[]): TextCell[] {
  const reach = largestOf(rows.map(({ mean }) => Math.abs(mean ?? 0)));
  return rows.flatMap(({ method, x, mean, low, high }) =>
    mean === null
      ? []
      : [
          {
            ...{ row: methodTitle(method), column: String(x), text: points(100 * mean) },
            ...{ bold: (low ?? 0) * (high ?? 0) > 0, shade: shadeOf(mean / (reach || 1)) },
          },
        ],
  );
}
