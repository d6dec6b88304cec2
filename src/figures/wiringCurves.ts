import type { TopLevelSpec } from 'vega-lite';
import { type DifferenceRow, differenceLayers, differenceNote } from './differenceLayers';
import { freeColours } from './looks';
import { type FigureOptions, heading } from './options';

const CAPTION =
  'Points that SWEET is ahead of Early-Exit at each exit alone, with a pooler for each exit or one ' +
  'for all, and training examples at random or the first rows of the file.';

/** The score of SWEET minus that of Early-Exit at each exit, one line for each wiring. */
export function wiringCurves(rows: readonly DifferenceRow[], options: FigureOptions): TopLevelSpec {
  return {
    ...heading('SWEET over Early-Exit, in three wirings', CAPTION, options, differenceNote(rows, options)),
    ...differenceLayers(
      rows,
      'Early-Exit',
      freeColours.map((colour) => ({ colour })),
    ),
  };
}
