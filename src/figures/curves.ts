import type { TopLevelSpec } from 'vega-lite';
import { AVERAGE, type SummaryRow } from '../analysis/rows';
import { largestOf, leastOf } from '../extremes';
import { type CurveAxis, costAxis, speedUpAxis } from './curveAxes';
import { methodChannels } from './methodChannels';
import { type FigureOptions, heading, seedsText } from './options';
import { panelRows, panelTitle } from './panels';
import type { Legend } from './style';

const CAPTION =
  'Score when examples may leave early, against the blocks they run on average as a fraction of the full encoder: ' +
  'smaller is faster, 1 is the full encoder, and Multi-Model, which runs one encoder after another, goes beyond it.';

const SPEED_UP_CAPTION =
  'Score when examples may leave early, against the speed-up: the blocks of the full encoder over ' +
  'those run on average (COSEE Eq. 12). ' +
  'Scores between two thresholds are interpolated over cost.';

/** COSEE Fig. 4, 8 and 9: the score of every method as a function of the speed-up, one panel for each task. */
export function speedUpCurves(rows: readonly SummaryRow[], options: FigureOptions): TopLevelSpec {
  return {
    ...heading('Score at growing speed-ups', SPEED_UP_CAPTION, options, band(rows, options)),
    ...panels(rows, ({ task }) => task, speedUpAxis),
  };
}

/** SWEET Fig. 6 and 10: the speed-accuracy curve of every method, one panel for each task. */
export function tradeoffCurve(rows: readonly SummaryRow[], options: FigureOptions): TopLevelSpec {
  return {
    ...heading('Speed against accuracy, task by task', CAPTION, options, band(rows, options)),
    ...panels(rows, ({ task }) => task),
  };
}

/** SWEET Fig. 8: the speed-accuracy curve of every method, one panel for each training size, the smallest first. */
export function dataSizeCurves(rows: readonly SummaryRow[], options: FigureOptions): TopLevelSpec {
  const sizeOf = ({ trainSize = 0 }: SummaryRow) => trainSize;
  const ordered = [...rows].sort((a, b) => sizeOf(a) - sizeOf(b));
  return {
    ...heading('Speed against accuracy as the training set grows', CAPTION, options, band(rows, options)),
    ...panels(ordered, (row) => `${sizeOf(row).toLocaleString('en')} training examples`),
  };
}

function panels<Row extends SummaryRow>(
  rows: readonly Row[],
  titleOf: (row: Row) => string,
  axis: CurveAxis = costAxis,
) {
  const titles = [...new Set(rows.map(titleOf))];
  return panelRows(
    titles.map((text) => ({
      title: panelTitle(text),
      width: 230,
      height: 170,
      ...curves(
        rows.filter((row) => titleOf(row) === text),
        rows,
        axis,
      ),
    })),
  ) satisfies Partial<TopLevelSpec>;
}

/** SWEET Fig. 4 and 5: the speed-accuracy curve of every method, averaged over the tasks, or of one task. */
export function averageCurve(rows: readonly SummaryRow[], options: FigureOptions): TopLevelSpec {
  const [task] = rows.map((row) => row.task);
  const over = task === AVERAGE ? 'mean over tasks' : task;
  return {
    ...heading(`Speed against accuracy, ${over}`, CAPTION, options, band(rows, options)),
    width: 460,
    height: 280,
    ...curves(rows, rows),
  };
}

function band(rows: readonly SummaryRow[], { seeds }: FigureOptions): string {
  const mean = seeds.length === 1 ? seedsText(seeds) : `mean of ${seedsText(seeds)}`;
  return rows.some(hasBand) ? `${mean}; bands: 95% interval of the mean` : mean;
}

/**
 * Whether a point has a band. Intervals of two seeds (t = 12.7) are wider than the figure; they are in its rows only.
 */
const hasBand = ({ n, low }: SummaryRow): boolean => n >= 3 && low !== null;

/** The curves of some rows, in the styles of all rows. The axis fits the means; bands may extend beyond it. */
function curves(rows: readonly SummaryRow[], all: readonly SummaryRow[], axis: CurveAxis = costAxis) {
  const { color, shape, labelOf } = methodChannels(all);
  const means = rows.map((row) => 100 * row.mean);
  const [least, most] = [leastOf(means), largestOf(means)];
  const margin = Math.max(1, 0.2 * (most - least));
  const end = Math.max(axis.to, largestOf(all.map((row) => row.x)));
  const domain = [least - margin, most + margin];
  const y = { type: 'quantitative', title: 'score (%)', scale: { domain, nice: false } } as const;
  return {
    data: { values: rows.map((row) => percent(row, axis, labelOf)) },
    encoding: {
      x: {
        field: axis.field,
        type: 'quantitative',
        title: axis.title,
        scale: { domain: [axis.from, end], nice: false },
        axis: {
          values: axis.ticks.filter((tick) => tick <= end),
          labelExpr: "'' + datum.value",
        },
      },
      color,
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
          shape,
        },
      },
    ],
  } satisfies Partial<TopLevelSpec>;
}

function percent(row: SummaryRow, { field }: CurveAxis, labelOf: Legend['labelOf']) {
  const { x, mean, low, high } = row;
  return {
    method: labelOf(row),
    [field]: x,
    score: 100 * mean,
    low: 100 * (hasBand(row) && low !== null ? low : mean),
    high: 100 * (hasBand(row) && high !== null ? high : mean),
  };
}
