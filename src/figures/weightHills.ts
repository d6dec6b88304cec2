import type { TopLevelSpec } from 'vega-lite';
import { freeColours } from './looks';
import { type FigureOptions, heading } from './options';

/** The weight of an example at one exit, for one β (COSEE Eq. 3). */
export interface WeightRow {
  readonly beta: number;
  readonly exit: number;
  readonly weight: number;
}

const CAPTION =
  'The weight of one example at every exit. Its weights add up to 1 for every β. The larger β is, the more the exit ' +
  'where the example leaves is taught by it.';

/** The weights of one example around the exit where it leaves: a line for each β. */
export function weightHills(
  rows: readonly WeightRow[],
  options: Pick<FigureOptions, 'setting' | 'title'>,
): TopLevelSpec {
  const betas = [...new Set(rows.map(({ beta }) => `β = ${beta}`))];
  return {
    ...heading('A hill around the exit', CAPTION, { ...options, seeds: [] }),
    width: 380,
    height: 170,
    data: { values: rows.map((row) => ({ ...row, beta: `β = ${row.beta}`, weight: 100 * row.weight })) },
    mark: { type: 'line', strokeWidth: 2, point: { size: 40 } },
    encoding: {
      x: { field: 'exit', type: 'ordinal', title: 'exit after block', axis: { labelAngle: 0 } },
      y: { field: 'weight', type: 'quantitative', title: 'weight (%)', scale: { domain: [0, 100] } },
      color: {
        field: 'beta',
        type: 'nominal',
        title: null,
        scale: { domain: betas, range: freeColours.slice(0, betas.length) },
      },
    },
  };
}
