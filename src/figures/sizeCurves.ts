import type { TopLevelSpec } from 'vega-lite';
import { type DifferenceRow, differenceLayers, differenceNote } from './differenceLayers';
import { freeColours } from './looks';
import { type FigureOptions, heading } from './options';

const CAPTION =
  'Differences between two methods at one exit, in points, against the number of training examples. Where the ' +
  'interval of a difference is known, it is a band.';

/** Named differences at every training size: rows of `sizeDifferences`. */
export function sizeCurves(rows: readonly DifferenceRow[], options: FigureOptions): TopLevelSpec {
  return {
    ...heading('As the data grow', CAPTION, options, differenceNote(rows, options)),
    ...differenceLayers(
      rows,
      'the other method',
      freeColours.map((colour) => ({ colour })),
      { title: 'training examples', format: ',d' },
    ),
  };
}
