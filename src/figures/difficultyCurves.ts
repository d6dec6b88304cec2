import type { TopLevelSpec } from 'vega-lite';
import type { DifficultyRow } from '../analysis/difficulty';
import { type FigureOptions, heading, seedsText } from './options';
import { panelRows, panelTitle } from './panels';
import { methodStyles } from './style';

const CAPTION =
  'Accuracy of each exit alone on the examples of each difficulty, the number of reasoning steps ' +
  'that the label needs: ' +
  'where the lines of early and late exits part, depth is needed.';

/** Shades of the exits: the first is light, the last is dark. */
const SHADES = ['#9ECAE1', '#4292C6', '#08519C', '#08306B'];

/** Accuracy by difficulty: one panel for each method, one line for each exit. The rows have one task or average. */
export function difficultyCurves(rows: readonly DifficultyRow[], options: FigureOptions): TopLevelSpec {
  const spread = rows.some(({ sd }) => sd !== null) ? ['bars: one standard deviation'] : [];
  return {
    ...heading('Accuracy by difficulty', CAPTION, options, [seedsText(options.seeds), ...spread].join('; ')),
    ...panelRows(
      methodStyles(rows).map(({ name, title }) => ({
        title: panelTitle(title),
        width: 210,
        height: 190,
        ...lines(
          rows.filter((row) => row.method === name),
          rows,
        ),
      })),
    ),
  };
}

/** The lines of some rows, on the axes of all rows. */
function lines(rows: readonly DifficultyRow[], all: readonly DifficultyRow[]) {
  const exits = [...new Set(all.map((row) => row.x))].sort((a, b) => a - b);
  const least = Math.min(...all.map(({ mean, sd }) => 100 * (mean - (sd ?? 0))));
  const domain = [Math.max(0, Math.floor(least / 5) * 5), 100];
  const y = { type: 'quantitative', title: 'accuracy (%)', scale: { domain, nice: false } } as const;
  const shades = exits.map((_, e) => SHADES[Math.min(e, SHADES.length - 1)]);
  return {
    data: { values: rows.map(percent) },
    encoding: {
      x: { field: 'difficulty', type: 'ordinal', title: 'difficulty (steps)', axis: { labelAngle: 0 } },
      color: {
        field: 'exit',
        type: 'ordinal',
        title: 'exit after block',
        scale: { domain: exits, range: shades },
        legend: { orient: 'top', symbolOpacity: 1 },
      },
    },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 1.2, opacity: 0.6 },
        encoding: { y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      { mark: { type: 'line', strokeWidth: 2 }, encoding: { y: { ...y, field: 'score' } } },
      {
        mark: { type: 'point', filled: true, size: 45, opacity: 1 },
        encoding: { y: { ...y, field: 'score' } },
      },
    ],
  } satisfies Partial<TopLevelSpec>;
}

function percent({ difficulty, x, mean, sd }: DifficultyRow) {
  const half = 100 * (sd ?? 0);
  return { difficulty, exit: x, score: 100 * mean, low: 100 * mean - half, high: 100 * mean + half };
}
