import type { TopLevelSpec } from 'vega-lite';
import type { DrawnStep } from '../analysis/drawnThresholds';
import { freeColours } from './looks';
import { type FigureOptions, heading, seedsText } from './options';
import { type Layer, REFERENCE } from './reference';

const CAPTION =
  'Points: the thresholds that were drawn at each training step. Band: from the lowest to the ' +
  'highest signal that the internal ' +
  'exits gave on the batch of the step. A point above or below the band sends every example the same way.';

const [POINT, , BAND] = freeColours;

/** The thresholds of one run of COSEE and the range of its signals, for each step (§3.2). */
export function thresholdDraws(rows: readonly DrawnStep[], options: FigureOptions): TopLevelSpec {
  const signal = rows[0]?.signal ?? 'signal';
  const scale = { domain: [0, 1] };
  const y = { type: 'quantitative', title: `${signal} and thresholds`, scale } as const;
  const kinds = { domain: ['signals of the batch', 'thresholds drawn'], range: [BAND, POINT] };
  const color = (kind: number) =>
    ({
      datum: kinds.domain[kind],
      type: 'nominal',
      scale: kinds,
      legend: { title: null, orient: 'top', symbolOpacity: 1, symbolType: 'square' },
    }) as const;
  return {
    ...heading('Thresholds follow the signal', CAPTION, options, seedsText(options.seeds)),
    width: 460,
    height: 240,
    encoding: { x: { field: 'step', type: 'quantitative', title: 'training step', scale: { nice: false } } },
    layer: [
      ...epochLayers(rows),
      {
        data: { values: rows.map(({ step, lowest, highest }) => ({ step, lowest, highest })) },
        mark: { type: 'area', opacity: 0.3 },
        encoding: { y: { ...y, field: 'lowest' }, y2: { field: 'highest' }, color: color(0) },
      },
      {
        data: {
          values: rows.flatMap(({ step, thresholds }) =>
            thresholds.map((threshold) => ({ step, threshold })),
          ),
        },
        mark: { type: 'point', filled: true, size: 7, opacity: 0.6 },
        encoding: { y: { ...y, field: 'threshold' }, color: color(1) },
      },
    ],
  };
}

/** A line where an epoch begins, but for the first. */
function epochLayers(rows: readonly DrawnStep[]): Layer[] {
  const starts = rows.filter(({ epoch }, i) => i > 0 && epoch !== rows[i - 1].epoch);
  const data = { values: starts.map(({ step, epoch }) => ({ step, name: `epoch ${epoch} begins` })) };
  const words = { type: 'text', align: 'left', dx: 4, dy: 8, fontSize: 10.5, color: '#555' } as const;
  return [
    { data, mark: { type: 'rule', color: REFERENCE, strokeDash: [5, 4] } },
    { data, mark: words, encoding: { y: { value: 0 }, text: { field: 'name', type: 'nominal' } } },
  ];
}
