import type { TopLevelSpec } from 'vega-lite';
import { exitHeatmap } from './exitHeatmap';
import type { GainRow } from './gainDots';
import { type FigureOptions, heading, seedsText } from './options';

/** What each method gains over the baseline at each exit alone, in points; brown where it loses. */
export function gainHeatmap(
  rows: readonly GainRow[],
  baseline: string,
  options: FigureOptions,
): TopLevelSpec {
  const caption =
    `Points over ${baseline} of each exit alone, where all examples leave there, as the mean over the tasks. ` +
    'Blue: better; brown: worse. The page has the intervals.';
  return {
    ...heading('Which training idea helps which exit?', caption, options, seedsText(options.seeds)),
    ...exitHeatmap(rows, { middle: 0, step: 5, legend: ['points'] }),
  };
}
