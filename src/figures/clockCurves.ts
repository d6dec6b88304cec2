import type { TopLevelSpec } from 'vega-lite';
import { largestOf } from '../extremes';
import { DASHED, SOLID } from './dashes';
import { freeLooks } from './looks';
import { type FigureOptions, heading } from './options';

const CAPTION =
  'How many times faster texts are answered with early exit than by the same model at its whole depth, with batches of ' +
  'the same size, against the speed-up in theory: the blocks of the whole depth over those that were run. ' +
  'Marks and solid lines: the clock. Dashed lines: the prediction from the times of single blocks and exits. ' +
  'The grey diagonal: a clock that agrees with the theory.';

/** Speed-ups at one threshold: whole depth over early exit. */
export interface ClockRow {
  /** The largest number of texts that run together. */
  readonly batch: number;
  readonly theory: number;
  readonly clock: number;
  /** Null if nothing was predicted. */
  readonly predicted: number | null;
}

/** Speed-up by the clock against speed-up in theory: a line for each batch size, its prediction, and the diagonal. */
export function clockCurves(rows: readonly ClockRow[], options: FigureOptions): TopLevelSpec {
  const most =
    1.05 * largestOf(rows.flatMap(({ theory, clock, predicted }) => [theory, clock, predicted ?? 0]));
  const batches = [...new Set(rows.map(({ batch }) => batch))];
  const looks = freeLooks(batches.length, []);
  const nameOf = (batch: number) => (batch === 1 ? 'one by one' : `batches of ${batch}`);
  const values = rows.flatMap(({ batch, theory, clock, predicted }) =>
    [
      { by: 'clock', speedUp: clock },
      { by: 'predicted', speedUp: predicted },
    ].map((point) => ({ name: nameOf(batch), theory, ...point })),
  );
  const scale = { domain: [0, most], nice: false as const };
  const name = {
    field: 'name',
    type: 'nominal',
    title: null,
    legend: { orient: 'top', labelLimit: 0 },
  } as const;
  const shared = {
    x: { field: 'theory', type: 'quantitative', title: 'speed-up in theory (blocks)', scale },
    y: { field: 'speedUp', type: 'quantitative', title: 'speed-up by the clock', scale },
    color: { ...name, scale: { domain: batches.map(nameOf), range: looks.map(({ colour }) => colour) } },
  } as const;
  const shape = { ...name, scale: { domain: batches.map(nameOf), range: looks.map((look) => look.shape) } };
  const line = (by: string, dash: readonly number[]) => ({
    transform: [{ filter: `datum.by === '${by}' && datum.speedUp !== null` }],
    mark: { type: 'line' as const, strokeWidth: 1.8, strokeDash: [...dash] },
    encoding: shared,
  });
  return {
    ...heading('Speed-up by the clock and in theory', CAPTION, options),
    ...{ width: 400, height: 300, data: { values } },
    layer: [
      {
        data: { values: [0, most].map((at) => ({ at })) },
        mark: { type: 'line', color: '#999', strokeWidth: 1 },
        encoding: {
          x: { field: 'at', type: 'quantitative' },
          y: { field: 'at', type: 'quantitative' },
        },
      },
      line('predicted', DASHED),
      line('clock', SOLID),
      {
        transform: [{ filter: "datum.by === 'clock'" }],
        mark: { type: 'point', filled: true, size: 60, opacity: 1 },
        encoding: { ...shared, shape },
      },
    ],
  };
}
