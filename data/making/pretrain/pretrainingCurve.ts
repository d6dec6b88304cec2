import type { TopLevelSpec } from 'vega-lite';
import { largestOf } from '../../../src/extremes';
import { type FigureOptions, heading } from '../../../src/figures/options';

const CAPTION =
  'The fraction of masked pieces that the model guesses right on text it is not trained on, against ' +
  'the tokens it has ' +
  'seen. Dashed lines: the stages, where blocks are copied on top of those there are.';

/** Masked accuracy on one kind of held-out text at one point of pretraining. */
export interface PretrainingPoint {
  readonly tokens: number;
  readonly blocks: number;
  readonly text: string;
  readonly accuracy: number;
}

/** The learning curve of a masked language model: one line for each kind of held-out text. */
export function pretrainingCurve(points: readonly PretrainingPoint[], options: FigureOptions): TopLevelSpec {
  const texts = [...new Set(points.map(({ text }) => text))];
  const x = {
    field: 'millions',
    type: 'quantitative',
    title: 'tokens seen (millions)',
    axis: { tickCount: 6 },
  } as const;
  return {
    ...heading('Pretraining', CAPTION, options),
    width: 460,
    height: 260,
    layer: [
      {
        data: { values: stageStarts(points) },
        layer: [
          { mark: { type: 'rule', strokeDash: [4, 4], color: '#888' }, encoding: { x } },
          {
            mark: { type: 'text', align: 'left', dx: 4, fontSize: 11, color: '#555' },
            encoding: { x, y: { value: 8 }, text: { field: 'label' } },
          },
        ],
      },
      {
        data: {
          values: points.map((point) => ({
            ...point,
            millions: point.tokens / 1e6,
            percent: 100 * point.accuracy,
          })),
        },
        mark: { type: 'line', strokeWidth: 2, point: { size: 18 } },
        encoding: {
          x,
          y: { field: 'percent', type: 'quantitative', title: 'masked pieces guessed right (%)' },
          color: {
            field: 'text',
            type: 'nominal',
            title: null,
            scale: { domain: texts, range: ['#0072B2', '#D55E00'] },
            legend: { orient: 'top' },
          },
        },
      },
    ],
  };
}

/** The start of each stage: the last point of the previous stage; 0 for the first stage. */
function stageStarts(points: readonly PretrainingPoint[]) {
  const begins = points.filter(({ blocks }, i) => blocks !== points[i - 1]?.blocks);
  return begins.map(({ blocks }) => ({
    label: `${blocks} blocks`,
    millions:
      Math.max(0, largestOf(points.filter((point) => point.blocks < blocks).map(({ tokens }) => tokens))) /
      1e6,
  }));
}
