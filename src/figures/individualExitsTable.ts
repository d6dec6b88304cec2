import type { TopLevelSpec } from 'vega-lite';
import type { SummaryRow } from '../analysis/rows';
import { type FigureOptions, heading, seedsText } from './options';
import { legendOf } from './style';

const CAPTION =
  'Score of each exit alone, in percent, every example leaving there; in subscript the standard deviation over seeds ' +
  '(n - 1). Bold: the best method of a column.';

/** SWEET Table 1: the score of each exit, as if every example left there. One block for each task or source. */
export function individualExitsTable(rows: readonly SummaryRow[], options: FigureOptions): TopLevelSpec {
  const tasks = [...new Set(rows.map((row) => row.task))];
  const spread = rows.some(({ sd }) => sd !== null) ? ['standard deviation in subscript'] : [];
  return {
    ...heading('Each exit alone', CAPTION, options, [seedsText(options.seeds), ...spread].join('; ')),
    spacing: 26,
    vconcat: tasks.map((task) =>
      panel(
        task,
        rows.filter((row) => row.task === task),
      ),
    ),
  };
}

function panel(task: string, rows: readonly SummaryRow[]) {
  const { entries, labelOf } = legendOf(rows);
  const values = rows.map(({ x, mean, sd, ...row }) => ({
    method: labelOf(row),
    exit: x,
    mean: (100 * mean).toFixed(1),
    sd: sd === null ? '' : (100 * sd).toFixed(1),
    best: rows.every((other) => other.x !== x || other.mean <= mean),
  }));
  return {
    title: { text: task, fontSize: 12.5, offset: 6 },
    data: { values },
    width: { step: 84 },
    height: { step: 26 },
    encoding: {
      x: {
        field: 'exit',
        type: 'ordinal',
        title: 'exit after block',
        axis: { orient: 'top', labelAngle: 0, ticks: false, domainColor: '#111', labelFontSize: 13 },
      },
      y: {
        field: 'method',
        type: 'nominal',
        title: null,
        sort: entries.map(({ label }) => label),
        axis: { ticks: false, domain: false, labelFontSize: 13, labelPadding: 10 },
      },
    },
    layer: [
      {
        mark: {
          type: 'text',
          align: 'right',
          dx: 8,
          fontSize: 13,
          fontWeight: { expr: "datum.best ? 'bold' : 'normal'" },
        },
        encoding: { text: { field: 'mean', type: 'nominal' } },
      },
      {
        mark: { type: 'text', align: 'left', dx: 11, dy: 4, fontSize: 9, color: '#555' },
        encoding: { text: { field: 'sd', type: 'nominal' } },
      },
    ],
  } satisfies Partial<TopLevelSpec>;
}
