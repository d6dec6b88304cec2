import type { TopLevelSpec } from 'vega-lite';
import type { BlockTimes } from '../answering';
import { DASHED, SOLID } from './dashes';
import { type FigureOptions, heading } from './options';

const CAPTION =
  'The time of one block, and of one exit with the call of its graph, for batches of different sizes. Both axes are ' +
  'logarithmic. Dashed: the time of a block if it were in proportion to the texts of the largest batch.';

const INK = { block: '#000000', exit: '#777777' };

/** t(b): the time of one block, and of one exit, against the number of texts in a batch. */
export function blockTimeCurve(times: readonly BlockTimes[], options: FigureOptions): TopLevelSpec {
  const largest = times[times.length - 1];
  const inProportion = ({ examples }: BlockTimes) => (largest.block * examples) / largest.examples;
  const names = ['one block', 'one exit', 'one block, in proportion'];
  const values = times.flatMap((time) =>
    [time.block, time.check, inProportion(time)].map((seconds, i) => ({
      ...{ name: names[i], examples: time.examples, milliseconds: 1000 * seconds, measured: i < 2 },
    })),
  );
  const name = {
    field: 'name',
    type: 'nominal',
    title: null,
    legend: { orient: 'top', symbolType: 'stroke', symbolSize: 400, labelLimit: 0 },
  } as const;
  const shared = {
    x: {
      field: 'examples',
      type: 'quantitative',
      title: 'texts in the batch',
      scale: { type: 'log', base: 2 },
      axis: { values: times.map(({ examples }) => examples) },
    },
    y: { field: 'milliseconds', type: 'quantitative', title: 'milliseconds', scale: { type: 'log' } },
    color: { ...name, scale: { domain: names, range: [INK.block, INK.exit, INK.block] } },
  } as const;
  const strokeDash = {
    ...name,
    scale: { domain: names, range: [SOLID, SOLID, DASHED].map((dash) => [...dash]) },
  };
  const shown = 'datum.milliseconds > 0';
  return {
    ...heading('The time of one block', CAPTION, options),
    ...{ width: 400, height: 260, data: { values } },
    layer: [
      {
        transform: [{ filter: shown }],
        mark: { type: 'line', strokeWidth: 1.8 },
        encoding: { ...shared, strokeDash },
      },
      {
        transform: [{ filter: `${shown} && datum.measured` }],
        mark: { type: 'point', filled: true, size: 50, opacity: 1 },
        encoding: shared,
      },
    ],
  };
}
