import type { TopLevelSpec } from 'vega-lite';

type Layered = Extract<TopLevelSpec, { layer: unknown }>;

/** A difference of scores at one exit, as a fraction of 1. The figure says what the interval is over. */
export interface DifferenceRow {
  readonly name: string;
  /** The depth of the exit. */
  readonly x: number;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const COLOURS = ['#009E73', '#CC79A7', '#000000', '#777777'];

/**
 * One line with its band for each name, in the given order, in points, over `over`. The name in `dashed` has a dashed
 * line without a band.
 */
export function differenceLayers(
  rows: readonly DifferenceRow[],
  over: string,
  dashed?: string,
): Pick<Layered, 'width' | 'height' | 'data' | 'layer'> {
  const names = [...new Set(rows.map(({ name }) => name))];
  const isDashed = `datum.name === ${JSON.stringify(dashed ?? '')}`;
  const y = { type: 'quantitative', title: `points over ${over}` } as const;
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
      scale: { domain: names, range: COLOURS.slice(0, names.length) },
      legend: { orient: 'top', symbolOpacity: 1, symbolType: 'square', labelLimit: 0 },
    },
  } as const;
  return {
    width: 460,
    height: 260,
    data: { values: rows.filter(({ mean }) => mean !== null).map(inPoints) },
    layer: [
      { mark: { type: 'rule', color: '#888' }, data: { values: [{}] }, encoding: { y: { datum: 0 } } },
      {
        transform: [{ filter: `!(${isDashed}) && datum.low !== null` }],
        mark: { type: 'area', opacity: 0.12 },
        encoding: { ...shared, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      {
        mark: { type: 'line', strokeWidth: 2 },
        encoding: {
          ...shared,
          y: { ...y, field: 'points' },
          strokeDash: { condition: { test: isDashed, value: [5, 4] }, value: [1, 0] },
        },
      },
      {
        transform: [{ filter: `!(${isDashed})` }],
        mark: { type: 'point', filled: true, size: 40, opacity: 1 },
        encoding: { ...shared, y: { ...y, field: 'points' } },
      },
    ],
  };
}

const points = (value: number | null): number | null => (value === null ? null : 100 * value);

const inPoints = ({ name, x, mean, low, high }: DifferenceRow) => ({
  name,
  x,
  points: points(mean),
  low: points(low),
  high: points(high),
});
