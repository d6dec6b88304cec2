import type { TopLevelSpec } from 'vega-lite';
import type { DifficultyRow } from '../analysis/difficulty';
import { endMark, lineEnds, placed } from './endLabels';
import { exitScale } from './exitScale';
import { type FigureOptions, heading, seedsText } from './options';
import { panelRows, panelTitle } from './panels';
import { chanceOf, type Layer, referenceLayers, withChance } from './reference';
import { methodStyles } from './style';

const CAPTION =
  'Accuracy of each exit alone on the examples of each difficulty, the number of reasoning steps ' +
  'that the label needs: ' +
  'where the lines of early and late exits part, depth is needed. The number at the end of a line is the block of its ' +
  'exit.';

const HEIGHT = 190;

/** Accuracy by difficulty: one panel for each method, one line for each exit. The rows have one task or average. */
export function difficultyCurves(rows: readonly DifficultyRow[], options: FigureOptions): TopLevelSpec {
  const spread = rows.some(({ sd }) => sd !== null) ? ['bars: one standard deviation'] : [];
  return {
    ...heading('Accuracy by difficulty', CAPTION, options, [seedsText(options.seeds), ...spread].join('; ')),
    ...panelRows(
      methodStyles(rows).map(({ name, title }) => ({
        title: panelTitle(title),
        width: 210,
        height: HEIGHT,
        ...panel(
          rows.filter((row) => row.method === name),
          rows,
          options,
        ),
      })),
    ),
  };
}

/** The lines of some rows, on the axes of all rows. */
function panel(rows: readonly DifficultyRow[], all: readonly DifficultyRow[], options: FigureOptions) {
  const chance = chanceOf(options, rows[0].task);
  const least = Math.min(...all.map(({ mean, sd }) => 100 * (mean - (sd ?? 0))));
  const domain = withChance([Math.max(0, Math.floor(least / 5) * 5), 100], chance);
  const ends = rows.map((row) => ({ label: `${row.x}`, exit: row.x, x: row.difficulty, y: 100 * row.mean }));
  return {
    layer: [
      lines(rows, all, domain),
      {
        data: { values: placed(lineEnds(ends), { domain, height: HEIGHT }) },
        mark: endMark,
        encoding: {
          x: { field: 'x', type: 'ordinal' },
          y: { field: 'at', type: 'quantitative' },
          color: { field: 'exit', type: 'ordinal' },
          text: { field: 'label', type: 'nominal' },
        },
      },
      ...referenceLayers(chance, 'chance', domain, 'left'),
    ],
  } satisfies Partial<TopLevelSpec>;
}

function lines(rows: readonly DifficultyRow[], all: readonly DifficultyRow[], domain: [number, number]) {
  const scale = { domain, nice: false as const };
  const y = { type: 'quantitative', title: 'accuracy (%)', scale } as const;
  return {
    data: { values: rows.map(percent) },
    encoding: {
      x: { field: 'difficulty', type: 'ordinal', title: 'difficulty (steps)', axis: { labelAngle: 0 } },
      color: {
        field: 'exit',
        type: 'ordinal',
        title: 'exit after block',
        scale: exitScale(all.map((row) => row.x)),
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
  } satisfies Layer;
}

function percent({ difficulty, x, mean, sd }: DifficultyRow) {
  const half = 100 * (sd ?? 0);
  return { difficulty, exit: x, score: 100 * mean, low: 100 * mean - half, high: 100 * mean + half };
}
