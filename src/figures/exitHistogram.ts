import type { TopLevelSpec } from 'vega-lite';
import { freeColours } from './looks';
import { type FigureOptions, heading, seedsText } from './options';

/** The share of one group of a panel's examples that leaves at one exit. */
export interface ExitShareRow {
  /** The panel. Columns are thresholds; rows are sets of examples or difficulties. */
  readonly column: string;
  readonly row: string;
  /** The label. */
  readonly group: string;
  readonly depth: number;
  /** The fraction of the panel's examples, 0 to 1. */
  readonly share: number;
}

const CAPTION =
  'Where examples leave: of each panel’s examples the share that leaves after each block, by label. ' +
  'A threshold that lets more leave ' +
  'moves them to earlier exits; hard examples leave late.';

/** COSEE Fig. 1 and 7: the distribution of exits by label, one panel for each threshold and set of examples. */
export function exitHistogram(rows: readonly ExitShareRow[], options: FigureOptions): TopLevelSpec {
  const distinct = (field: 'column' | 'row' | 'group') => [...new Set(rows.map((row) => row[field]))];
  const groups = distinct('group');
  const header = { title: null } as const;
  return {
    ...heading('Where examples leave', CAPTION, options, seedsText(options.seeds)),
    data: { values: rows.map((row) => ({ ...row, share: 100 * row.share })) },
    facet: {
      column: { field: 'column', type: 'nominal', sort: distinct('column'), header, title: null },
      row: { field: 'row', type: 'nominal', sort: distinct('row'), header, title: null },
    },
    spacing: 18,
    spec: {
      width: 190,
      height: 120,
      mark: { type: 'bar', width: { band: 0.85 } },
      encoding: {
        x: { field: 'depth', type: 'ordinal', title: 'exit after block', axis: { labelAngle: 0 } },
        y: { field: 'share', type: 'quantitative', title: 'examples (%)', axis: { tickCount: 4 } },
        color: {
          field: 'group',
          type: 'nominal',
          title: 'label',
          scale: { domain: groups, range: groups.map((_, i) => freeColours[i % freeColours.length]) },
        },
        order: { field: 'group', type: 'nominal', sort: 'ascending' },
      },
    },
  };
}
