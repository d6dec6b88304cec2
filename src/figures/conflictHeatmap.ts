import type { TopLevelSpec } from 'vega-lite';
import type { ConflictRow } from '../analysis/conflict';
import { diverging } from './diverging';
import { type FigureOptions, heading, seedsText } from './options';
import { panelsBeside, panelTitle } from './panels';

const CAPTION =
  'Mean cosine between the rows of two exits’ gradients for the last feed-forward matrix of a ' +
  'block, for every pair of ' +
  'exits that the block serves. 1: they pull the same way; 0: unrelated; -1: against each other.';

/** SWEET Fig. 3 and 9: the agreement of the gradients of every two exits, one panel for each block before an exit. */
export function conflictHeatmap(rows: readonly ConflictRow[], options: FigureOptions): TopLevelSpec {
  const blocks = [...new Set(rows.map((row) => row.block))];
  const colours = diverging(
    rows.map(({ cosine }) => cosine),
    0,
    0.1,
  );
  return {
    ...heading(
      'Do the exits agree about a block?',
      CAPTION,
      options,
      `gradients of ${seedsText(options.seeds)}; without a cell: exits before the block, which it does not serve`,
    ),
    spacing: 30,
    columns: panelsBeside(new Set(rows.map((row) => row.second)).size * CELL),
    concat: blocks.map((block) => panel(block, rows, colours)),
  };
}

/** The width of a cell. */
const CELL = 58;

function panel(
  block: number,
  rows: readonly ConflictRow[],
  { scale, ticks, dark }: ReturnType<typeof diverging>,
) {
  const exits = (side: 'first' | 'second') =>
    [...new Set(rows.map((row) => row[side]))].sort((a, b) => a - b);
  const axis = { labelAngle: 0, ticks: false, domain: false } as const;
  const text = { type: 'text', fontSize: 13 } as const;
  return {
    title: panelTitle(`Block ${block}`),
    data: { values: rows.filter((row) => row.block === block) },
    width: { step: CELL },
    height: { step: 46 },
    encoding: {
      x: {
        field: 'second',
        type: 'ordinal',
        title: 'exit after block',
        axis,
        scale: { domain: exits('second'), padding: 0.03 },
      },
      y: {
        field: 'first',
        type: 'ordinal',
        title: 'exit after block',
        axis,
        scale: { domain: exits('first'), padding: 0.03 },
      },
    },
    layer: [
      {
        transform: [{ filter: 'datum.cosine !== null' }],
        mark: 'rect',
        encoding: {
          color: {
            field: 'cosine',
            type: 'quantitative',
            title: ['mean row', 'cosine'],
            scale,
            legend: { gradientLength: 100, values: ticks, format: '.2~f' },
          },
        },
      },
      {
        transform: [{ filter: 'datum.cosine !== null' }],
        mark: { ...text, color: { expr: `abs(datum.cosine) > ${dark} ? 'white' : '#111'` } },
        encoding: { text: { field: 'cosine', type: 'quantitative', format: '.2f' } },
      },
      {
        transform: [{ filter: 'datum.cosine === null' }],
        mark: { ...text, text: 'none', fontSize: 11, color: '#777' },
      },
    ],
  } satisfies Partial<TopLevelSpec>;
}
