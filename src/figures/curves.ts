import type { TopLevelSpec } from 'vega-lite';
import { groupBy } from '../analysis/groups';
import { AVERAGE, type SummaryRow } from '../analysis/rows';
import { type CurveAxis, costAxis, speedUpAxis } from './curveAxes';
import { curveLayers, hasBand } from './curveLayers';
import { type FigureOptions, heading, seedsText } from './options';
import { panelRows, panelTitle } from './panels';
import { legendOf } from './style';

const CAPTION =
  'Score when examples may leave early, against the blocks they run on average as a fraction of the full encoder: ' +
  'smaller is faster, 1 is the full encoder, and Multi-Model, which runs one encoder after another, goes beyond it. ' +
  'Large marks: the costs where methods are compared, with scores between those of two thresholds; small marks, ' +
  'if there are any: single thresholds.';

const SPEED_UP_CAPTION =
  'Score when examples may leave early, against the speed-up: the blocks of the full encoder over ' +
  'those run on average (COSEE Eq. 12). ' +
  'Scores at the marks are interpolated over cost between two thresholds.';

/** COSEE Fig. 4, 8 and 9: the score of every method as a function of the speed-up, one panel for each task. */
export function speedUpCurves(rows: readonly SummaryRow[], options: FigureOptions): TopLevelSpec {
  return {
    ...heading('Score at growing speed-ups', SPEED_UP_CAPTION, options, band(rows, options)),
    ...panels(rows, options, { titleOf: ({ task }) => task, axis: speedUpAxis }),
  };
}

/** SWEET Fig. 6 and 10: the speed-accuracy curve of every method, one panel for each task. */
export function tradeoffCurve(rows: readonly SummaryRow[], options: FigureOptions): TopLevelSpec {
  return {
    ...heading('Speed against accuracy, task by task', CAPTION, options, band(rows, options)),
    ...panels(rows, options, { titleOf: ({ task }) => task }),
  };
}

/** SWEET Fig. 8: the speed-accuracy curve of every method, one panel for each training size, the smallest first. */
export function dataSizeCurves(rows: readonly SummaryRow[], options: FigureOptions): TopLevelSpec {
  const sizeOf = ({ trainSize = 0 }: SummaryRow) => trainSize;
  const ordered = [...rows].sort((a, b) => sizeOf(a) - sizeOf(b));
  return {
    ...heading('Speed against accuracy as the training set grows', CAPTION, options, band(rows, options)),
    ...panels(ordered, options, {
      titleOf: (row) => `${sizeOf(row).toLocaleString('en')} training examples`,
      scale: rows,
    }),
  };
}

interface Panels {
  titleOf(row: SummaryRow): string;
  readonly axis?: CurveAxis;
  /** The rows that the vertical axis of every panel fits; the default is those of the panel. */
  readonly scale?: readonly SummaryRow[];
}

function panels(
  rows: readonly SummaryRow[],
  options: FigureOptions,
  { titleOf, axis = costAxis, scale }: Panels,
) {
  const titles = [...new Set(rows.map(titleOf))];
  if (titles.length === 1) return single(rows, options, titles[0], axis);
  return panelRows(
    titles.map((text) => {
      const own = rows.filter((row) => titleOf(row) === text);
      const frame = { all: rows, scale: scale ?? own, axis, height: 170, title: 'score (%)', named: false };
      return { title: panelTitle(text), width: 230, height: 170, ...curveLayers(own, options, frame) };
    }),
  ) satisfies Partial<TopLevelSpec>;
}

/** One panel of all rows, large, with the names of the curves at their ends. */
function single(rows: readonly SummaryRow[], options: FigureOptions, over: string, axis = costAxis) {
  const frame = { all: rows, scale: rows, axis, height: 280, title: `score (%), ${over}`, named: true };
  return { width: 460, height: 280, ...curveLayers(rows, options, frame) } satisfies Partial<TopLevelSpec>;
}

/** SWEET Fig. 4 and 5: the speed-accuracy curve of every method, averaged over the tasks, or of one task. */
export function averageCurve(rows: readonly SummaryRow[], options: FigureOptions): TopLevelSpec {
  const [task] = rows.map((row) => row.task);
  const over = task === AVERAGE ? 'mean over tasks' : task;
  return {
    ...heading(`Speed against accuracy, ${over}`, CAPTION, options, band(rows, options)),
    ...single(rows, options, over),
  };
}

function band(rows: readonly SummaryRow[], { seeds }: FigureOptions): string {
  const mean = seeds.length === 1 ? seedsText(seeds) : `mean of ${seedsText(seeds)}`;
  const bands = rows.some(hasBand) ? ['bands: 95% interval of the mean'] : [];
  return [mean, ...bands, ...coincidences(rows)].join('; ');
}

/** "Vanilla by entropy and Vanilla by softmax coincide": curves of which only the last drawn is seen. */
function coincidences(rows: readonly SummaryRow[]): string[] {
  const { labelOf } = legendOf(rows);
  const curves = groupBy(rows, (row) => [labelOf(row)]);
  const pointsOf = (curve: readonly SummaryRow[]) =>
    curve.map(({ task, x, mean }) => `${task} ${x} ${mean.toFixed(6)}`).join();
  return groupBy(curves, (curve) => [pointsOf(curve)])
    .filter((alike) => alike.length > 1)
    .map((alike) => `${alike.map(([row]) => labelOf(row)).join(' and ')} coincide`);
}
