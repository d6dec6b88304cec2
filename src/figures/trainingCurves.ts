import type { TopLevelSpec } from 'vega-lite';
import type { LossRow } from '../analysis/losses';
import { type FigureOptions, heading, seedsText } from './options';
import { methodStyles, methodTitle } from './style';

const CAPTION =
  'Training loss of each exit, a line for each seed, averaged over neighbouring steps: mean ' +
  'cross-entropy in nats, or mean squared ' +
  'error where labels are numbers.';

/** The training loss of each exit, a panel for each method. Not in the papers; it helps to see why a run failed. */
export function trainingCurves(rows: readonly LossRow[], options: FigureOptions): TopLevelSpec {
  const exits = [...new Set(rows.map((row) => row.exit))].sort((a, b) => a - b);
  return {
    ...heading(
      'Training, exit by exit',
      CAPTION,
      options,
      `${seedsText(options.seeds)}${options.seeds.length > 1 ? ', a line each' : ''}`,
    ),
    data: { values: rows.map((row) => ({ ...row, method: methodTitle(row.method) })) },
    facet: {
      column: {
        field: 'method',
        type: 'nominal',
        title: null,
        sort: methodStyles(rows).map((style) => style.title),
      },
    },
    spec: {
      width: 210,
      height: 190,
      mark: { type: 'line', strokeWidth: 1.6, point: 'transparent' },
      encoding: {
        x: { field: 'step', type: 'quantitative', title: 'training step', axis: { tickCount: 5 } },
        y: { field: 'loss', type: 'quantitative', title: 'training loss', scale: { zero: false } },
        color: {
          field: 'exit',
          type: 'ordinal',
          title: ['exit after', 'block'],
          scale: { domain: exits, scheme: { name: 'viridis', extent: [0.85, 0] } },
        },
        detail: [
          { field: 'seed', type: 'nominal' },
          { field: 'task', type: 'nominal' },
        ],
      },
    },
  };
}
