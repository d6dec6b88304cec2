import type { TopLevelSpec } from 'vega-lite';
import { type FigureOptions, heading, seedsText } from './options';

/** What an idea gains at one exit, in fractions of 1; the interval is the reader's to name. */
export interface GainRow {
  readonly name: string;
  /** The depth of the exit. */
  readonly x: number;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const CAPTION =
  'Points that each idea gains over vanilla training at each exit alone, both together, and the sum of the two alone: where the line of ' +
  'both lies under the dashed one, they overlap; where it lies above, they help one another.';

const colours = ['#009E73', '#CC79A7', '#000000', '#777777'];

/** The gains of two ideas, of both, and of what both would be if they added up, in the order given; the last is dashed. */
export function gainCurves(rows: readonly GainRow[], options: FigureOptions): TopLevelSpec {
  const names = [...new Set(rows.map(({ name }) => name))];
  const drawn = rows.filter(({ mean }) => mean !== null);
  const dashed = `datum.name === ${JSON.stringify(names[names.length - 1])}`;
  const y = { type: 'quantitative', title: 'points over vanilla' } as const;
  const shared = {
    x: {
      field: 'x',
      type: 'quantitative',
      title: 'exit after block',
      axis: { tickMinStep: 1, format: 'd' },
    },
    color: {
      field: 'name',
      type: 'nominal',
      title: null,
      scale: { domain: names, range: colours.slice(0, names.length) },
      legend: { orient: 'top', symbolOpacity: 1, symbolType: 'square' },
    },
  } as const;
  const note = `${seedsText(options.seeds)}; bands: 95% over evaluation examples`;
  return {
    ...heading('What each idea gains, and both', CAPTION, options, note),
    width: 460,
    height: 260,
    data: { values: drawn.map(inPoints) },
    layer: [
      { mark: { type: 'rule', color: '#888' }, data: { values: [{}] }, encoding: { y: { datum: 0 } } },
      {
        transform: [{ filter: `!(${dashed}) && datum.low !== null` }],
        mark: { type: 'area', opacity: 0.12 },
        encoding: { ...shared, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      {
        mark: { type: 'line', strokeWidth: 2 },
        encoding: {
          ...shared,
          y: { ...y, field: 'gain' },
          strokeDash: { condition: { test: dashed, value: [5, 4] }, value: [1, 0] },
        },
      },
      {
        transform: [{ filter: `!(${dashed})` }],
        mark: { type: 'point', filled: true, size: 40, opacity: 1 },
        encoding: { ...shared, y: { ...y, field: 'gain' } },
      },
    ],
  };
}

const points = (value: number | null): number | null => (value === null ? null : 100 * value);

const inPoints = ({ name, x, mean, low, high }: GainRow) => ({
  name,
  x,
  gain: points(mean),
  low: points(low),
  high: points(high),
});
