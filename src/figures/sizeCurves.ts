import type { TopLevelSpec } from 'vega-lite';
import { type DifferenceRow, differenceLayers } from './differenceLayers';
import { freeColours } from './looks';
import { type FigureOptions, heading, seedsText } from './options';

const CAPTION =
  'Differences between two methods at one exit, in points, against the number of training examples. Where the ' +
  'interval of a difference is known, it is a band.';

/** Named differences at every training size: rows of `sizeDifferences`. */
export function sizeCurves(rows: readonly DifferenceRow[], options: FigureOptions): TopLevelSpec {
  const known = rows.some(({ low }) => low !== null);
  const bands = known ? ['bands: 95% over seeds and evaluation examples'] : [];
  return {
    ...heading('As the data grow', CAPTION, options, [seedsText(options.seeds), ...bands].join('; ')),
    ...differenceLayers(
      rows,
      'the other method',
      freeColours.map((colour) => ({ colour })),
      { title: 'training examples', format: ',d' },
    ),
  };
}
