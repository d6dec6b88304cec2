import type { TopLevelSpec } from 'vega-lite';
import { panelTitle } from './panels';

/** One cell of a table; `small` is written below the text. A column's head may have two lines. */
export interface TextCell {
  readonly row: string;
  readonly column: string;
  readonly text: string;
  readonly small?: string;
  readonly bold?: boolean;
  /** The colour behind the text on a page, `#rrggbb`. A drawing has its own. */
  readonly shade?: string;
}

/** Rows and columns with a title. Rows without a given order are in the order of first appearance. */
export interface CellBlock {
  readonly title: string;
  /** What the columns are. */
  readonly columns?: string;
  readonly rows?: readonly string[];
  readonly cells: readonly TextCell[];
}

/** The blocks of a table of texts, one below the other. */
export const cellBlocks = (blocks: readonly CellBlock[], columnWidth = 76) =>
  ({
    ...asCells(blocks),
    spacing: 26,
    vconcat: blocks.map((block) => panel(block, columnWidth)),
  }) satisfies Partial<TopLevelSpec>;

/** The part of a drawn table's spec that keeps its cells. Vega ignores it. */
export const asCells = (cells: readonly CellBlock[]) => ({ usermeta: { cells } });

/** The blocks of a table that is drawn; null for another figure. */
export function cellsOf({ usermeta }: TopLevelSpec): readonly CellBlock[] | null {
  const cells: unknown = usermeta?.cells;
  return Array.isArray(cells) ? cells : null;
}

/** The distinct rows or columns of some cells, in order of appearance. */
export const distinctOf = (cells: readonly TextCell[], field: 'row' | 'column'): string[] => [
  ...new Set(cells.map((cell) => cell[field])),
];

function panel({ title, rows, cells }: CellBlock, columnWidth: number) {
  const isTwoLined = cells.some(({ column }) => column.includes('\n'));
  return {
    title: { ...panelTitle(title), offset: 6 },
    data: { values: cells.map(({ small = '', bold = false, ...cell }) => ({ ...cell, small, bold })) },
    width: { step: columnWidth },
    height: { step: cells.some(({ small }) => small) ? 38 : 26 },
    encoding: {
      x: {
        field: 'column',
        type: 'nominal',
        title: null,
        sort: distinctOf(cells, 'column'),
        axis: {
          ...{ orient: 'top', labelAngle: 0, ticks: false, domainColor: '#111', labelFontSize: 12 },
          ...(isTwoLined && { labelExpr: "split(datum.label, '\\n')", labelPadding: 18 }),
        },
      },
      y: {
        field: 'row',
        type: 'nominal',
        title: null,
        sort: [...(rows ?? distinctOf(cells, 'row'))],
        axis: { ticks: false, domain: false, labelFontSize: 12.5, labelPadding: 10, labelLimit: 260 },
      },
    },
    layer: [
      {
        mark: {
          type: 'text',
          fontSize: 13,
          dy: { expr: "datum.small === '' ? 0 : -6" },
          fontWeight: { expr: "datum.bold ? 'bold' : 'normal'" },
        },
        encoding: { text: { field: 'text', type: 'nominal' } },
      },
      {
        mark: { type: 'text', fontSize: 10, dy: 9, color: '#555' },
        encoding: { text: { field: 'small', type: 'nominal' } },
      },
    ],
  } satisfies Partial<TopLevelSpec>;
}
