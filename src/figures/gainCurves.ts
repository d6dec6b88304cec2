import type { TopLevelSpec } from 'vega-lite';
import { type DifferenceRow, differenceLayers } from './differenceLayers';
import { settledLooks } from './looks';
import { type FigureOptions, heading, seedsText } from './options';
import { REFERENCE } from './reference';

const CAPTION =
  'Points over vanilla training at each exit, where all examples leave there: each idea by itself, both together, and ' +
  'dashed the sum of the two gains. Where the line of both lies under the dashed one, the gains overlap; where it ' +
  'lies above, the ideas help one another. If both ideas lose, it says only that the same points are not lost twice.';

/** Routing as SWEET, weighting as COSEE, both, and the sum. */
const LOOKS = [
  ...['sweet', 'cosee', 'cosee-energy-sweet'].map((method) => settledLooks[method]),
  { colour: REFERENCE, dashed: true },
];

/** The gains of two ideas, of both together, and the sum of the two gains, in the given order. The sum is dashed. */
export function gainCurves(rows: readonly DifferenceRow[], options: FigureOptions): TopLevelSpec {
  const bands = rows.some(({ low }) => low !== null) ? ['bands: 95% over seeds and examples'] : [];
  const note = [seedsText(options.seeds), ...bands].join('; ');
  return {
    ...heading('What each idea gains, and both', CAPTION, options, note),
    ...differenceLayers(rows, 'vanilla', LOOKS),
  };
}
