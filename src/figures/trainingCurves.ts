import type { TopLevelSpec } from 'vega-lite';
import { groupBy } from '../analysis/groups';
import type { LossRow } from '../analysis/losses';
import { largestOf, leastOf } from '../extremes';
import { endMark, lineEnds, placed } from './endLabels';
import { exitScale } from './exitScale';
import { type FigureOptions, heading, seedsText } from './options';
import { panelRows, panelTitle } from './panels';
import { referenceLayers } from './reference';
import { smoothed } from './smoothed';
import { methodStyles } from './style';

const CAPTION =
  'Training loss of each exit: mean cross-entropy in nats, or mean squared error where labels are numbers. Pale: the ' +
  'mean of a few steps; dark: a running mean over these, a line for each seed. The number at the end of a line is the ' +
  'block of its exit. Dashed: ln C, the loss of a model that finds each of C classes as likely as the others.';

const HEIGHT = 190;

/** The training loss of each exit, a panel for each method. Not in the papers; it helps to see why a run failed. */
export function trainingCurves(rows: readonly LossRow[], options: FigureOptions): TopLevelSpec {
  const note = `${seedsText(options.seeds)}${options.seeds.length > 1 ? ', a line each' : ''}`;
  return {
    ...heading('Training, exit by exit', CAPTION, options, note),
    ...panelRows(
      methodStyles(rows).map(({ name, title }) => ({
        title: panelTitle(title),
        width: 210,
        height: HEIGHT,
        ...panel(
          rows.filter(({ method }) => method === name),
          rows,
        ),
      })),
    ),
  };
}

/** The lines of some rows, on the axes of all rows. */
function panel(rows: readonly LossRow[], all: readonly LossRow[]) {
  const guesses = guessesOf(all);
  const levels = [...all.map(({ loss }) => loss), ...guesses.map(({ loss }) => loss)];
  const [least, most] = [leastOf(levels), largestOf(levels)];
  const domain: [number, number] = [least - 0.05 * (most - least), most + 0.05 * (most - least)];
  const runs = groupBy(rows, ({ exit, seed, task }) => [exit, seed, task]);
  const values = runs.flatMap((run) => smoothed(run).map((smooth, i) => ({ ...run[i], smooth })));
  const ends = lineEnds(
    values.map((row) => ({ label: `${row.exit}`, exit: row.exit, x: row.step, y: row.smooth })),
  );
  const title = guesses.length === 0 ? 'training loss' : 'training loss (nats)';
  const y = { type: 'quantitative', title, scale: { domain, nice: false as const } } as const;
  return {
    layer: [
      {
        data: { values },
        encoding: {
          x: { field: 'step', type: 'quantitative', title: 'training step', axis: { tickCount: 5 } },
          color: {
            field: 'exit',
            type: 'ordinal',
            title: 'exit after block',
            scale: exitScale(all.map(({ exit }) => exit)),
            legend: { orient: 'top', symbolOpacity: 1 },
          },
        },
        layer: [
          line({ ...y, field: 'loss' }, { strokeWidth: 1, opacity: 0.25, point: 'transparent' as const }),
          line({ ...y, field: 'smooth' }, { strokeWidth: 1.8 }),
          {
            data: {
              values: placed(ends, { domain, height: HEIGHT }).map(({ x, ...end }) => ({ ...end, step: x })),
            },
            mark: endMark,
            encoding: { y: { ...y, field: 'at' }, text: { field: 'label', type: 'nominal' } },
          },
        ],
      },
      ...guesses.flatMap(({ loss, name }) => referenceLayers(loss, name, domain, 'left')),
    ],
  } satisfies Partial<TopLevelSpec>;
}

/** One line for each run, in the colour of its exit. */
const line = <Y extends object, Style extends object>(y: Y, style: Style) => ({
  mark: { type: 'line' as const, ...style },
  encoding: { y, detail: ['seed', 'task'].map((field) => ({ field, type: 'nominal' as const })) },
});

/** ln C for each number of classes that occurs. */
function guessesOf(rows: readonly LossRow[]): { readonly loss: number; readonly name: string }[] {
  const classes = new Set(rows.flatMap((row) => row.classes ?? []));
  return [...classes].filter((C) => C > 1).map((C) => ({ loss: Math.log(C), name: `ln ${C}` }));
}
