import type { TopLevelSpec } from 'vega-lite';
import type { DefinedSummary } from '../analysis/definedRows';
import { exitHeatmap } from './exitHeatmap';
import { type FigureOptions, heading, seedsText } from './options';

const CAPTION =
  'Difficulty inversion score: of the pairs of examples of which one is harder, the percentage that ' +
  'the exit’s signal orders as their ' +
  'difficulty does. 100: it ranks difficulty perfectly; 50: it knows nothing of it.';

/** COSEE Fig. 5: the difficulty inversion score of each model at each exit, one panel for each task. */
export function inversionHeatmap(rows: readonly DefinedSummary[], options: FigureOptions): TopLevelSpec {
  const mean = options.seeds.length > 1 ? 'mean of ' : '';
  return {
    ...heading(
      'How well does the signal rank difficulty?',
      CAPTION,
      options,
      `difficulty inversion score in %, ${mean}${seedsText(options.seeds)}`,
    ),
    ...exitHeatmap(rows, { middle: 50, step: 5, legend: ['score', '(%)'] }),
  };
}
