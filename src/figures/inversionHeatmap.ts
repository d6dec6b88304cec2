import type { TopLevelSpec } from 'vega-lite';
import type { DefinedSummary } from '../analysis/definedRows';
import { diverging } from './diverging';
import { type FigureOptions, heading, seedsText } from './options';
import { panelTitle } from './panels';
import { legendOf } from './style';

const CAPTION =
  'Difficulty inversion score: of the pairs of examples of which one is harder, the percentage that ' +
  'the exit’s signal orders as their ' +
  'difficulty does. 100: it ranks difficulty perfectly; 50: it knows nothing of it.';

/** COSEE Fig. 5: the difficulty inversion score of each model at each exit, one panel for each task. */
export function inversionHeatmap(rows: readonly DefinedSummary[], options: FigureOptions): TopLevelSpec {
  const tasks = [...new Set(rows.map(({ task }) => task))];
  const mean = options.seeds.length > 1 ? 'mean of ' : '';
  return {
    ...heading(
      'How well does the signal rank difficulty?',
      CAPTION,
      options,
      `difficulty inversion score in %, ${mean}${seedsText(options.seeds)}`,
    ),
    spacing: 22,
    vconcat: tasks.map((task) =>
      panel(
        task,
        rows.filter((row) => row.task === task),
        diverging(
          rows.map(({ mean }) => (mean === null ? null : 100 * mean)),
          50,
          5,
        ),
      ),
    ),
  };
}

function panel(
  task: string,
  rows: readonly DefinedSummary[],
  { scale, ticks, dark }: ReturnType<typeof diverging>,
) {
  const { entries, labelOf } = legendOf(rows);
  const values = rows.map((row) => ({
    method: labelOf(row),
    exit: row.x,
    score: row.mean === null ? null : 100 * row.mean,
  }));
  const text = { type: 'text', fontSize: 12 } as const;
  return {
    title: panelTitle(task),
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
        axis: { ticks: false, domain: false, labelFontSize: 12, labelPadding: 8 },
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
            title: ['score', '(%)'],
            scale,
            legend: { gradientLength: 90, values: ticks },
          },
        },
      },
      {
        transform: [{ filter: 'datum.score !== null' }],
        mark: { ...text, color: { expr: `abs(datum.score - 50) > ${dark} ? 'white' : '#111'` } },
        encoding: { text: { field: 'score', type: 'quantitative', format: '.1f' } },
      },
      {
        transform: [{ filter: 'datum.score === null' }],
        mark: { ...text, text: 'none', fontSize: 11, color: '#777' },
      },
    ],
  } satisfies Partial<TopLevelSpec>;
}
