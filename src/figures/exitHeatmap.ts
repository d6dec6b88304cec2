import type { TopLevelSpec } from 'vega-lite';
import type { Arm } from '../analysis/arms';
import { groupBy } from '../analysis/groups';
import { diverging } from './diverging';
import { panelTitle } from './panels';
import { legendOf } from './style';

/** A number of one method at one exit, a fraction of 1; null where it is undefined. */
export interface ExitCell extends Arm {
  readonly task: string;
  /** The depth of the exit. */
  readonly x: number;
  readonly mean: number | null;
}

/** The scale of the colours, in percent, and the title of its legend. */
export interface HeatmapScale {
  readonly middle: number;
  readonly step: number;
  readonly legend: readonly string[];
}

/** A row for each method and a column for each exit, in colours on either side of a middle: one panel for each task. */
export function exitHeatmap(rows: readonly ExitCell[], { middle, step, legend }: HeatmapScale) {
  const colours = diverging(
    rows.map(({ mean }) => (mean === null ? null : 100 * mean)),
    middle,
    step,
  );
  return {
    spacing: 22,
    vconcat: groupBy(rows, ({ task }) => [task]).map((own) => panel(own, { ...colours, middle, legend })),
  } satisfies Partial<TopLevelSpec>;
}

type Colours = ReturnType<typeof diverging> & Pick<HeatmapScale, 'middle' | 'legend'>;

function panel(rows: readonly ExitCell[], { scale, ticks, dark, middle, legend }: Colours) {
  const { entries, labelOf } = legendOf(rows);
  const values = rows.map((row) => ({
    method: labelOf(row),
    exit: row.x,
    score: row.mean === null ? null : 100 * row.mean,
  }));
  const text = { type: 'text', fontSize: 12 } as const;
  return {
    title: panelTitle(rows[0].task),
    data: { values },
    width: { step: 44 },
    height: { step: 32 },
    encoding: {
      x: {
        field: 'exit',
        type: 'ordinal',
        title: 'exit after block',
        axis: { labelAngle: 0, ticks: false, domain: false },
        scale: { padding: 0.03 },
      },
      y: {
        field: 'method',
        type: 'nominal',
        title: null,
        sort: entries.map(({ label }) => label),
        axis: { ticks: false, domain: false, labelFontSize: 12, labelPadding: 8, labelLimit: 260 },
        scale: { padding: 0.03 },
      },
    },
    layer: [
      {
        transform: [{ filter: 'datum.score !== null' }],
        mark: 'rect',
        encoding: {
          color: {
            field: 'score',
            type: 'quantitative',
            title: [...legend],
            scale,
            legend: { gradientLength: 90, values: ticks },
          },
        },
      },
      {
        transform: [{ filter: 'datum.score !== null' }],
        mark: { ...text, color: { expr: `abs(datum.score - ${middle}) > ${dark} ? 'white' : '#111'` } },
        encoding: { text: { field: 'score', type: 'quantitative', format: '.1f' } },
      },
      {
        transform: [{ filter: 'datum.score === null' }],
        mark: { ...text, text: 'none', fontSize: 11, color: '#777' },
      },
    ],
  } satisfies Partial<TopLevelSpec>;
}
