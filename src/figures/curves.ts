import type { TopLevelSpec } from 'vega-lite';
import type { SummaryRow } from '../analysis/rows';
import { type FigureOptions, heading, seedsText } from './options';
import { methodStyles, methodTitle } from './style';

const CAPTION =
  'Score when examples may leave early, against the blocks they run on average as a fraction of the full encoder: ' +
  'smaller is faster, 1 is the full encoder, and Multi-Model, which runs one encoder after another, goes beyond it.';

/** SWEET Fig. 6 and 10: the speed-accuracy curve of every method, one panel for each task. */
export function tradeoffCurve(rows: readonly SummaryRow[], options: FigureOptions): TopLevelSpec {
  return {
    ...heading('Speed against accuracy, task by task', CAPTION, options, band(rows, options)),
    ...panels(rows, ({ task }) => task),
  };
}

/** A point of a curve at one training size. */
export interface SizeRow extends SummaryRow {
  readonly trainSize: number;
}

/** SWEET Fig. 8: the speed-accuracy curve of every method, one panel for each training size, the smallest first. */
export function dataSizeCurves(rows: readonly SizeRow[], options: FigureOptions): TopLevelSpec {
  const ordered = [...rows].sort((a, b) => a.trainSize - b.trainSize);
  return {
    ...heading('Speed against accuracy as the training set grows', CAPTION, options, band(rows, options)),
    ...panels(ordered, ({ trainSize }) => `${trainSize.toLocaleString('en')} training examples`),
  };
}

function panels<Row extends SummaryRow>(rows: readonly Row[], titleOf: (row: Row) => string) {
  const titles = [...new Set(rows.map(titleOf))];
  return {
    columns: 3,
    spacing: 24,
    concat: titles.map((text) => ({
      title: { text, fontSize: 12.5, frame: 'group' as const },
      width: 230,
      height: 170,
      ...curves(
        rows.filter((row) => titleOf(row) === text),
        rows,
      ),
    })),
  } satisfies Partial<TopLevelSpec>;
}

/** SWEET Fig. 4 and 5: the speed-accuracy curve of every method, averaged over the tasks. */
export function averageCurve(rows: readonly SummaryRow[], options: FigureOptions): TopLevelSpec {
  return {
    ...heading('Speed against accuracy, mean over tasks', CAPTION, options, band(rows, options)),
    width: 460,
    height: 280,
    ...curves(rows, rows),
  };
}

function band(rows: readonly SummaryRow[], { seeds }: FigureOptions): string {
  const mean = seeds.length === 1 ? seedsText(seeds) : `mean of ${seedsText(seeds)}`;
  return rows.some(hasBand) ? `${mean}; bands: 95% interval of the mean` : mean;
}

/** Two seeds give intervals (t = 12.7) wider than the figure: they are in its rows, and drawn from three seeds on. */
const hasBand = ({ n, low }: SummaryRow): boolean => n >= 3 && low !== null;

/** The curves of some rows, styled as all rows are. The axis follows the means, which bands may leave. */
function curves(rows: readonly SummaryRow[], all: readonly SummaryRow[]) {
  const styles = methodStyles(all);
  const titles = styles.map((style) => style.title);
  const means = rows.map((row) => 100 * row.mean);
  const [least, most] = [Math.min(...means), Math.max(...means)];
  const margin = Math.max(1, 0.2 * (most - least));
  const end = Math.max(1, ...all.map((row) => row.x));
  const domain = [least - margin, most + margin];
  const y = { type: 'quantitative', title: 'score (%)', scale: { domain, nice: false } } as const;
  const method = { field: 'method', type: 'nominal', title: null } as const;
  return {
    data: { values: rows.map(percent) },
    encoding: {
      x: {
        field: 'cost',
        type: 'quantitative',
        title: 'cost fraction (blocks run / full encoder)',
        scale: { domain: [0, end], nice: false },
        axis: {
          values: [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2].filter((tick) => tick <= end),
          labelExpr: "'' + datum.value",
        },
      },
      color: {
        ...method,
        scale: { domain: titles, range: styles.map((style) => style.colour) },
        legend: { orient: 'top', symbolOpacity: 1 },
      },
    },
    layer: [
      {
        mark: { type: 'area', opacity: 0.13, clip: true },
        encoding: { y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      { mark: { type: 'line', strokeWidth: 2 }, encoding: { y: { ...y, field: 'score' } } },
      {
        mark: { type: 'point', filled: true, size: 55, opacity: 1 },
        encoding: {
          y: { ...y, field: 'score' },
          shape: { ...method, scale: { domain: titles, range: styles.map((style) => style.shape) } },
        },
      },
    ],
  } satisfies Partial<TopLevelSpec>;
}

function percent(row: SummaryRow) {
  const { method, x, mean, low, high } = row;
  return {
    method: methodTitle(method),
    cost: x,
    score: 100 * mean,
    low: 100 * (hasBand(row) && low !== null ? low : mean),
    high: 100 * (hasBand(row) && high !== null ? high : mean),
  };
}
