import type { TopLevelSpec } from 'vega-lite';
import { groupBy } from '../analysis/groups';
import type { ConflictStep } from '../experiments/conflictFile';
import { largestOf, leastOf } from '../extremes';
import { endMark, lineEnds, placed } from './endLabels';
import { freeColours } from './looks';
import { type FigureOptions, heading, seedsText } from './options';
import { panelsBeside, panelTitle } from './panels';
import { REFERENCE } from './reference';
import { methodStyles, methodTitle } from './style';

const CAPTION =
  'Mean cosine between the rows of two exits’ gradients for the last feed-forward matrix of a ' +
  'block, along training: a line ' +
  'for every pair of exits that the block serves, averaged over seeds and batches. 1: they pull the ' +
  'same way; 0: unrelated; ' +
  '-1: against each other. Gradients are let through every exit, however the model was trained: of ' +
  'SWEET they tell what the ' +
  'exits would say that its blocks do not hear. The blocks of the two exits stand at the end of a line.';

const [NEXT, LATER] = ['the next exit with a later one', 'two later exits'];

const HEIGHT = 150;

/** The axes that all panels share. */
interface Axes {
  readonly steps: [number, number];
  readonly cosines: [number, number];
}

/** SWEET Fig. 3 along training, one method below the other. */
export function conflictCurves(rows: readonly ConflictStep[], options: FigureOptions): TopLevelSpec {
  const blocks = [...new Set(rows.map(({ block }) => block))].sort((a, b) => a - b);
  const means = meansOf(rows);
  const cosines = [0, ...means.map(({ cosine }) => cosine)];
  const axes: Axes = {
    steps: [0, largestOf(rows.map(({ step }) => step))],
    cosines: [Math.max(-1, leastOf(cosines) - 0.1), Math.min(1, largestOf(cosines) + 0.1)],
  };
  return {
    ...heading(
      'Do the exits agree about a block, along training?',
      CAPTION,
      options,
      `gradients of ${seedsText(options.seeds)}`,
    ),
    columns: Math.min(blocks.length, panelsBeside(200)),
    spacing: 26,
    concat: methodStyles(rows).flatMap(({ name }) =>
      blocks.map((block) => ({
        title: panelTitle(`${methodTitle(name)}, block ${block}`),
        width: 200,
        height: HEIGHT,
        ...panel(
          means.filter((row) => row.method === name && row.block === block),
          axes,
        ),
      })),
    ),
  };
}

/** The mean over seeds and batches of each pair of exits at each step, where it is defined. */
function meansOf(rows: readonly ConflictStep[]) {
  const drawn = rows.filter(({ cosine }) => cosine !== null);
  return groupBy(drawn, ({ method, block, first, second, step }) => [method, block, first, second, step]).map(
    (group) => {
      const [{ method, block, first, second, step }] = group;
      const cosine = group.reduce((sum, row) => sum + (row.cosine ?? 0), 0) / group.length;
      const kind = first === block ? NEXT : LATER;
      return { method, block, step, cosine, pair: `${first} and ${second}`, kind };
    },
  );
}

function panel(rows: ReturnType<typeof meansOf>, { steps, cosines }: Axes) {
  const note = rows.length === 0 ? [{ note: 'nothing to compare' }] : [];
  const y = {
    type: 'quantitative',
    title: 'mean row cosine',
    scale: { domain: cosines, nice: false as const },
  } as const;
  const ends = lineEnds(rows.map((row) => ({ ...row, label: row.pair, x: row.step, y: row.cosine })));
  return {
    layer: [
      {
        data: { values: [{ zero: 0 }] },
        mark: { type: 'rule', color: REFERENCE, strokeDash: [3, 3] },
        encoding: { y: { field: 'zero', type: 'quantitative' } },
      },
      {
        data: { values: rows },
        encoding: {
          x: {
            field: 'step',
            type: 'quantitative',
            title: 'training step',
            scale: { domain: steps },
            axis: { tickCount: 4 },
          },
          color: {
            field: 'kind',
            type: 'nominal',
            title: null,
            scale: { domain: [NEXT, LATER], range: [freeColours[0], freeColours[2]] },
            legend: { orient: 'top', symbolOpacity: 1, labelLimit: 300 },
          },
        },
        layer: [
          {
            mark: { type: 'line', strokeWidth: 1.8, point: { size: 24 } },
            encoding: { y: { ...y, field: 'cosine' }, detail: { field: 'pair', type: 'nominal' } },
          },
          {
            data: { values: placed(ends, { domain: cosines, height: HEIGHT }) },
            mark: endMark,
            encoding: { y: { ...y, field: 'at' }, text: { field: 'label', type: 'nominal' } },
          },
        ],
      },
      {
        data: { values: note },
        mark: { type: 'text', fontSize: 12, color: '#777' },
        encoding: { y: { value: 20 }, text: { field: 'note', type: 'nominal' } },
      },
    ],
  } satisfies Partial<TopLevelSpec>;
}
