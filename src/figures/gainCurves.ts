import type { TopLevelSpec } from 'vega-lite';
import { type DifferenceRow, differenceLayers } from './differenceLayers';
import { settledLooks } from './looks';
import { type FigureOptions, heading, seedsText } from './options';
import { REFERENCE } from './reference';

const CAPTION =
  'Points that each idea gains over vanilla training at each exit alone, both together, and the sum ' +
  'of the two alone: where the line of ' +
  'both lies under the dashed one, they overlap; where it lies above, they help one another.';

/** Routing as SWEET, weighting as COSEE, both, and the sum. */
const LOOKS = [
  ...['sweet', 'cosee', 'cosee-energy-sweet'].map((method) => settledLooks[method]),
  { colour: REFERENCE, dashed: true },
];

/** The gains of two ideas, of both together, and the sum of the two gains, in the given order. The sum is dashed. */
export function gainCurves(rows: readonly DifferenceRow[], options: FigureOptions): TopLevelSpec {
  const note = `${seedsText(options.seeds)}; bands: 95% over evaluation examples`;
  return {
    ...heading('What each idea gains, and both', CAPTION, options, note),
    ...differenceLayers(rows, 'vanilla', LOOKS),
  };
}
