import type { TopLevelSpec } from 'vega-lite';
import { isBaseline } from '../analysis/baselineNames';
import type { SummaryRow } from '../analysis/rows';
import { leads } from './bold';
import { asCells, type CellBlock, distinctOf } from './cellsTable';
import { type FigureOptions, heading, seedsText } from './options';
import { legendOf } from './style';

const CAPTION =
  'Score of each exit alone, in percent, every example leaving there; ±: the standard deviation over seeds (n - 1). ' +
  'Bold: the best method of a column, where it leads every other one by more than the standard deviation of either. ' +
  'Baselines are not among these methods.';

/** SWEET Table 1: the score of each exit, as if every example left there. One block for each task or source. */
export function individualExitsTable(rows: readonly SummaryRow[], options: FigureOptions): TopLevelSpec {
  const tasks = [...new Set(rows.map((row) => row.task))];
  const spread = rows.some(({ sd }) => sd !== null) ? ['±: standard deviation'] : [];
  const blocks = tasks.map((task) =>
    blockOf(
      task,
      rows.filter((row) => row.task === task),
    ),
  );
  return {
    ...heading('Each exit alone', CAPTION, options, [seedsText(options.seeds), ...spread].join('; ')),
    ...asCells(blocks),
    spacing: 26,
    vconcat: blocks.map(panel),
  };
}

/** A row for each method, a column for each exit, both in order. */
function blockOf(task: string, rows: readonly SummaryRow[]): CellBlock {
  const { entries, labelOf } = legendOf(rows);
  const ordered = [...rows].sort((a, b) => a.x - b.x);
  const methods = rows.filter((row) => !isBaseline(row));
  return {
    title: task,
    columns: 'exit after block',
    rows: entries.map(({ label }) => label),
    cells: ordered.map((row) => ({
      row: labelOf(row),
      column: String(row.x),
      text: (100 * row.mean).toFixed(1),
      small: row.sd === null ? '' : `± ${(100 * row.sd).toFixed(1)}`,
      bold:
        methods.includes(row) &&
        leads(
          row,
          methods.filter(({ x }) => x === row.x),
        ),
    })),
  };
}

function panel({ title, columns = '', rows = [], cells }: CellBlock) {
  return {
    title: { text: title, fontSize: 12.5, offset: 6 },
    data: { values: [...cells] },
    width: { step: 84 },
    height: { step: 26 },
    encoding: {
      x: {
        field: 'column',
        type: 'ordinal',
        title: columns,
        sort: distinctOf(cells, 'column'),
        axis: { orient: 'top', labelAngle: 0, ticks: false, domainColor: '#111', labelFontSize: 13 },
      },
      y: {
        field: 'row',
        type: 'nominal',
        title: null,
        sort: [...rows],
        axis: { ticks: false, domain: false, labelFontSize: 13, labelPadding: 10 },
      },
    },
    layer: [
      {
        mark: {
          type: 'text',
          align: 'right',
          dx: 2,
          fontSize: 13,
          fontWeight: { expr: "datum.bold ? 'bold' : 'normal'" },
        },
        encoding: { text: { field: 'text', type: 'nominal' } },
      },
      {
        mark: { type: 'text', align: 'left', dx: 6, dy: 1, fontSize: 10, color: '#555' },
        encoding: { text: { field: 'small', type: 'nominal' } },
      },
    ],
  } satisfies Partial<TopLevelSpec>;
}
