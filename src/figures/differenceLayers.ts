import type { TopLevelSpec } from 'vega-lite';
import { largestOf, leastOf } from '../extremes';
import { DASHED, SOLID } from './dashes';
import { endMark, lineEnds, placed } from './endLabels';
import { type FigureOptions, seedsText } from './options';

type Layered = Extract<TopLevelSpec, { layer: unknown }>;

/** A difference of scores at one exit, as a fraction of 1. The figure says what the interval is over. */
export interface DifferenceRow {
  readonly name: string;
  /** The depth of the exit, or another place. */
  readonly x: number;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The look of one line. */
export interface DifferenceLook {
  readonly colour: string;
  /** A dashed line has no band and no marks. */
  readonly dashed?: boolean;
}

/** The horizontal axis: what stands under the marks, and how a mark is printed. */
export interface DifferenceAxis {
  readonly title: string;
  readonly format: string;
}

const EXITS: DifferenceAxis = { title: 'exit after block', format: 'd' };

const HEIGHT = 260;

/** The note of a figure of differences: its seeds and, where intervals are known, what its bands are. */
export function differenceNote(
  rows: readonly DifferenceRow[],
  { seeds }: Pick<FigureOptions, 'seeds'>,
): string {
  const bands = rows.some(({ low }) => low !== null) ? ['bands: 95% over seeds and evaluation examples'] : [];
  return [seedsText(seeds), ...bands].join('; ');
}

/** One line with its band for each name, in the given order and looks, in points, over `over`. */
export function differenceLayers(
  rows: readonly DifferenceRow[],
  over: string,
  looks: readonly DifferenceLook[],
  { title, format } = EXITS,
): Pick<Layered, 'width' | 'height' | 'data' | 'layer'> {
  const names = [...new Set(rows.map(({ name }) => name))];
  const lookOf = (name: string) => looks[names.indexOf(name) % looks.length];
  const depths = [...new Set(rows.map(({ x }) => x))];
  const dashes = names.map((name) => [...(lookOf(name).dashed ? DASHED : SOLID)]);
  const values = rows
    .filter(({ mean }) => mean !== null)
    .map((row) => ({ ...inPoints(row), plain: !lookOf(row.name).dashed }));
  const domain = fitted(values);
  const y = {
    type: 'quantitative',
    title: `points over ${over}`,
    scale: { domain, nice: false as const },
  } as const;
  const name = {
    field: 'name',
    type: 'nominal',
    title: null,
    legend: { orient: 'top', symbolOpacity: 1, symbolType: 'stroke', symbolSize: 400, labelLimit: 0 },
  } as const;
  const shared = {
    x: {
      field: 'x',
      type: 'quantitative',
      title,
      axis: { values: depths, format },
    },
    color: { ...name, scale: { domain: names, range: names.map((one) => lookOf(one).colour) } },
  } as const;
  const ends = lineEnds(values.map((row) => ({ label: row.name, x: row.x, y: row.points })));
  return {
    width: 460,
    height: HEIGHT,
    data: { values },
    layer: [
      { mark: { type: 'rule', color: '#888' }, data: { values: [{}] }, encoding: { y: { datum: 0 } } },
      {
        transform: [{ filter: 'datum.plain && datum.low !== null' }],
        mark: { type: 'area', opacity: 0.12 },
        encoding: { ...shared, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      {
        mark: { type: 'line', strokeWidth: 2 },
        encoding: {
          ...shared,
          y: { ...y, field: 'points' },
          strokeDash: { ...name, scale: { domain: names, range: dashes } },
        },
      },
      {
        transform: [{ filter: 'datum.plain' }],
        mark: { type: 'point', filled: true, size: 40, opacity: 1 },
        encoding: { ...shared, y: { ...y, field: 'points' } },
      },
      {
        data: {
          values: placed(ends, { domain, height: HEIGHT }).map(({ label, ...end }) => ({
            ...end,
            name: label,
          })),
        },
        mark: endMark,
        encoding: { ...shared, y: { ...y, field: 'at' }, text: { field: 'name', type: 'nominal' } },
      },
    ],
  };
}

const inPoints = ({ name, x, mean, low, high }: DifferenceRow) => ({
  ...{ name, x, points: 100 * (mean ?? 0) },
  low: low === null ? null : 100 * low,
  high: high === null ? null : 100 * high,
});

/** All lines, bands and 0. */
function fitted(rows: readonly ReturnType<typeof inPoints>[]): [number, number] {
  const values = [0, ...rows.flatMap(({ points, low, high }) => [points, low ?? points, high ?? points])];
  const [least, most] = [leastOf(values), largestOf(values)];
  const margin = 0.05 * (most - least || 1);
  return [least - margin, most + margin];
}
