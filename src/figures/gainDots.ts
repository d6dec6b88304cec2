import type { TopLevelSpec } from 'vega-lite';
import type { ExitCell } from './exitHeatmap';
import { type FigureOptions, heading, seedsText } from './options';
import { methodTitle } from './style';

/** What a method gains over the baseline at one place, a fraction of 1, with its 95% interval; null with one seed. */
export interface GainRow extends ExitCell {
  readonly low: number | null;
  readonly high: number | null;
}

const [TOLD, NOT_TOLD] = ['#111111', '#999999'];

/** The width of all panels together. */
const WIDTH = 640;

/**
 * What each method gains over the baseline at each of some speed-ups, x: a dot with its interval, black where the
 * interval leaves out 0. Methods are in the order of their gains at the speed-up `by`.
 */
export function gainDots(
  rows: readonly GainRow[],
  { baseline, by }: { readonly baseline: string; readonly by: number },
  options: FigureOptions,
): TopLevelSpec {
  const caption =
    `Points over ${baseline} at the same speed-up, as the mean over the tasks; every system leaves by the policy of ` +
    'its own paper. Lines: 95% over seeds and evaluation examples; black where they leave out 0.';
  const speedUps = [...new Set(rows.map(({ x }) => x))].sort((a, b) => a - b);
  const headOf = (speedUp: number) => `${Number(speedUp.toFixed(2))}×`;
  const values = rows.flatMap(({ method, x, mean, low, high }) =>
    mean === null
      ? []
      : [
          {
            system: methodTitle(method),
            at: headOf(x),
            points: 100 * mean,
            low: 100 * (low ?? mean),
            high: 100 * (high ?? mean),
            colour: low !== null && high !== null && low * high > 0 ? TOLD : NOT_TOLD,
          },
        ],
  );
  const order = [...rows]
    .filter(({ x, mean }) => x === by && mean !== null)
    .sort((a, b) => (b.mean ?? 0) - (a.mean ?? 0))
    .map(({ method }) => methodTitle(method));
  const systems = [...new Set([...order, ...values.map(({ system }) => system)])];
  const color = { field: 'colour', type: 'nominal', scale: null } as const;
  const y = { field: 'system', type: 'nominal', sort: systems, title: null } as const;
  const points = { type: 'quantitative', title: 'points', axis: { tickCount: 4 } } as const;
  return {
    ...heading(`Gains over ${baseline} at equal cost`, caption, options, seedsText(options.seeds)),
    data: { values },
    facet: { column: { field: 'at', type: 'nominal', sort: speedUps.map(headOf), title: 'speed-up' } },
    spec: {
      width: Math.round(WIDTH / speedUps.length),
      height: { step: 22 },
      layer: [
        { mark: { type: 'rule', color: '#bbb' }, encoding: { x: { datum: 0 } } },
        { mark: 'rule', encoding: { y, x: { ...points, field: 'low' }, x2: { field: 'high' }, color } },
        {
          mark: { type: 'point', filled: true, size: 45, opacity: 1 },
          encoding: { y: { ...y, axis: { labelLimit: 260 } }, x: { ...points, field: 'points' }, color },
        },
      ],
    },
  };
}
