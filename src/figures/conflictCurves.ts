import type { TopLevelSpec } from 'vega-lite';
import type { ConflictStep } from '../experiments/conflicts';
import { freeColours } from './looks';
import { type FigureOptions, heading, seedsText } from './options';
import { panelTitle } from './panels';
import { methodStyles, methodTitle } from './style';

const CAPTION =
  'Mean cosine between the rows of two exits’ gradients for the last feed-forward matrix of a ' +
  'block, along training: a line ' +
  'for every pair of exits that the block serves, averaged over seeds and batches. 1: they pull the ' +
  'same way; 0: unrelated; ' +
  '-1: against each other. Gradients are let through every exit, however the model was trained: of ' +
  'SWEET they tell what the ' +
  'exits would say that its blocks do not hear.';

const kinds = [
  {
    name: 'the next exit with a later one',
    colour: freeColours[1],
    is: (row: ConflictStep) => row.first === row.block,
  },
  { name: 'two later exits', colour: freeColours[0], is: (row: ConflictStep) => row.first > row.block },
];

/** SWEET Fig. 3 along training, one method below the other. */
export function conflictCurves(rows: readonly ConflictStep[], options: FigureOptions): TopLevelSpec {
  const blocks = [...new Set(rows.map(({ block }) => block))].sort((a, b) => a - b);
  const steps = [...new Set(rows.map(({ step }) => step))].sort((a, b) => a - b);
  return {
    ...heading(
      'Do the exits agree about a block, along training?',
      CAPTION,
      options,
      `gradients of ${seedsText(options.seeds)}`,
    ),
    columns: blocks.length,
    spacing: 26,
    concat: methodStyles(rows).flatMap(({ name }) =>
      blocks.map((block) => ({
        title: panelTitle(`${methodTitle(name)}, block ${block}`),
        width: 200,
        height: 150,
        ...lines(
          rows.filter((row) => row.method === name && row.block === block),
          steps,
        ),
      })),
    ),
  };
}

function lines(rows: readonly ConflictStep[], steps: readonly number[]) {
  const drawn = rows.filter(({ cosine }) => cosine !== null);
  const note = drawn.length === 0 ? [{ note: 'nothing to compare' }] : [];
  const [span, domain] = [
    [0, steps[steps.length - 1]],
    [-1, 1],
  ];
  const [names, colours] = [kinds.map(({ name }) => name), kinds.map(({ colour }) => colour)];
  const encoding = {
    x: {
      field: 'step',
      type: 'quantitative',
      title: 'training step',
      scale: { domain: span },
      axis: { tickCount: 4 },
    },
    y: {
      field: 'cosine',
      aggregate: 'mean',
      type: 'quantitative',
      title: 'mean row cosine',
      scale: { domain },
    },
    color: {
      field: 'kind',
      type: 'nominal',
      title: null,
      scale: { domain: names, range: colours },
      legend: { orient: 'top', symbolOpacity: 1, labelLimit: 300 },
    },
    detail: { field: 'pair', type: 'nominal' },
  } as const;
  return {
    layer: [
      {
        data: { values: [{ zero: 0 }] },
        mark: { type: 'rule', color: '#999', strokeDash: [3, 3] },
        encoding: { y: { field: 'zero', type: 'quantitative' } },
      },
      {
        data: { values: drawn.map(named) },
        mark: { type: 'line', strokeWidth: 1.8, point: { size: 24 } },
        encoding,
      },
      {
        data: { values: note },
        mark: { type: 'text', fontSize: 12, color: '#777', dy: -12 },
        encoding: { text: { field: 'note', type: 'nominal' } },
      },
    ],
  } satisfies Partial<TopLevelSpec>;
}

function named(row: ConflictStep) {
  const { step, cosine, first, second } = row;
  return { step, cosine, pair: `${first} and ${second}`, kind: kinds.find(({ is }) => is(row))?.name };
}
