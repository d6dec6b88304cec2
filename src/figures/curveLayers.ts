/** The layers of curves of scores: bands, lines, marks, names at the ends, and the line of chance. */
import type { TopLevelSpec } from 'vega-lite';
import type { SummaryRow } from '../analysis/rows';
import { largestOf, leastOf } from '../extremes';
import type { CurveAxis } from './curveAxes';
import { endMark, lineEnds, placed, type VerticalAxis, withPassing } from './endLabels';
import { methodChannels } from './methodChannels';
import type { FigureOptions } from './options';
import { chanceOf, referenceLayers, withChance } from './reference';

/** What the curves of a panel share with the other panels. */
export interface CurveFrame {
  /** The rows of the legend. */
  readonly all: readonly SummaryRow[];
  /** The rows that the vertical axis fits. */
  readonly scale: readonly SummaryRow[];
  readonly axis: CurveAxis;
  readonly height: number;
  readonly title: string;
  /** Whether the curves have their names at their ends, and the legend below. */
  readonly named: boolean;
}

/**
 * Whether a point has a band. Intervals of two seeds (t = 12.7) are wider than the figure; they are in its rows only.
 */
export const hasBand = ({ n, low }: SummaryRow): boolean => n >= 3 && low !== null;

/** The curves of some rows. The vertical axis fits the means; bands may extend beyond it. */
export function curveLayers(rows: readonly SummaryRow[], options: FigureOptions, frame: CurveFrame) {
  const { axis, all, named, height, title } = frame;
  const { color, shape, dash, labelOf } = methodChannels(all, named ? 'bottom' : 'top');
  const chance = chanceOf(options, rows[0]?.task ?? '');
  const domain = withChance(fitted(frame.scale), chance);
  const scale = { domain, nice: false as const };
  const y = { type: 'quantitative', title, scale, axis: { labelBound: true } } as const;
  const values = rows.map((row) => ({ ...percent(row), method: labelOf(row), [axis.field]: row.x }));
  const measured = (options.measured ?? []).map((row) => ({
    ...{ method: labelOf(row), score: 100 * row.score, [axis.field]: row.x },
  }));
  return {
    layer: [
      {
        data: { values },
        encoding: { x: horizontal(axis, all), color },
        layer: [
          {
            mark: { type: 'area', opacity: 0.13, clip: true },
            encoding: { y: { ...y, field: 'low' }, y2: { field: 'high' } },
          },
          { mark: { type: 'line', strokeWidth: 2 }, encoding: { y: { ...y, field: 'score' }, ...dash } },
          {
            data: { values: measured },
            mark: { type: 'point', filled: true, size: 16, opacity: 0.6, clip: true },
            encoding: { y: { ...y, field: 'score' } },
          },
          {
            mark: { type: 'point', filled: true, size: 55, opacity: 1 },
            encoding: { y: { ...y, field: 'score' }, shape },
          },
          {
            data: { values: named ? names(rows, frame, { domain, height }) : [] },
            mark: endMark,
            encoding: { y: { ...y, field: 'at' }, text: { field: 'method', type: 'nominal' } },
          },
        ],
      },
      ...referenceLayers(chance, 'chance', domain, axis.highAt),
    ],
  } satisfies Partial<TopLevelSpec>;
}

/** The name of each curve beside its end. */
function names(rows: readonly SummaryRow[], { axis, all }: CurveFrame, vertical: VerticalAxis) {
  const { labelOf } = methodChannels(all, 'bottom');
  const points = rows.map((row) => ({ label: labelOf(row), x: row.x, y: 100 * row.mean }));
  return placed(withPassing(lineEnds(points), points), vertical)
    .filter(({ label }) => label !== '')
    .map(({ label, x, at }) => ({
      ...{ method: label, [axis.field]: x, at },
    }));
}

function fitted(rows: readonly SummaryRow[]): [number, number] {
  const means = rows.map((row) => 100 * row.mean);
  const [least, most] = [leastOf(means), largestOf(means)];
  const margin = Math.max(1, 0.2 * (most - least));
  return [least - margin, most + margin];
}

function horizontal(axis: CurveAxis, all: readonly SummaryRow[]) {
  const end = Math.max(axis.to, largestOf(all.map((row) => row.x)));
  const domain: [number, number] = [axis.from, end];
  return {
    field: axis.field,
    type: 'quantitative',
    title: axis.title,
    scale: { domain, nice: false },
    axis: { values: axis.ticks.filter((tick) => tick <= end), labelExpr: "'' + datum.value" },
  } as const;
}

function percent(row: SummaryRow) {
  const { mean, low, high } = row;
  return {
    score: 100 * mean,
    low: 100 * (hasBand(row) && low !== null ? low : mean),
    high: 100 * (hasBand(row) && high !== null ? high : mean),
  };
}
