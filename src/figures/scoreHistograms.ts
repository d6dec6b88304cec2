import type { TopLevelSpec } from 'vega-lite';
import type { ScoreBin } from '../analysis/scoreHistogram';
import { exitScale } from './exitScale';
import { type FigureOptions, heading, seedsText } from './options';

/** A bin of one of several signals. */
export interface SignalBin extends ScoreBin {
  readonly signal: string;
  /** The share of the signal's variance that lies between exits: see `varianceBetweenExits`. */
  readonly between?: number | null;
}

const CAPTION =
  'The distribution of a signal at an early, a middle and a late exit. Where the steps lie apart, one threshold for all ' +
  'exits means another thing at each. Below each axis: the share of the variance of all internal exits that lies ' +
  'between exits; normalisation aligns the exits if it makes this share smaller.';

/** COSEE Fig. 3: the distribution of a signal's scores at some exits, one panel for each signal. */
export function scoreHistograms(rows: readonly SignalBin[], options: FigureOptions): TopLevelSpec {
  const signals = [...new Set(rows.map(({ signal }) => signal))];
  return {
    ...heading(
      'The energy at an early, a middle and a late exit',
      CAPTION,
      options,
      seedsText(options.seeds),
    ),
    spacing: 36,
    hconcat: signals.map((signal) =>
      panel(
        signal,
        rows.filter((row) => row.signal === signal),
        rows,
      ),
    ),
  };
}

/** The bins of one signal as steps. */
function panel(signal: string, rows: readonly SignalBin[], all: readonly SignalBin[]) {
  const shape = { type: 'area', interpolate: 'step', opacity: 0.25, point: 'transparent' } as const;
  return {
    width: 270,
    height: 190,
    data: { values: rows.map(inPercent) },
    mark: { ...shape, line: { interpolate: 'step' as const, strokeWidth: 1.8 } },
    encoding: {
      x: {
        field: 'score',
        type: 'quantitative',
        title: axisTitle(rows, signal),
        scale: { zero: false, nice: false },
      },
      y: {
        field: 'share',
        type: 'quantitative',
        title: `examples (% per bin of ${widthText(rows)})`,
        stack: null,
      },
      color: {
        field: 'depth',
        type: 'ordinal',
        title: ['exit after', 'block'],
        legend: { symbolOpacity: 1 },
        scale: exitScale(all.map(({ depth }) => depth)),
      },
    },
  } satisfies Partial<TopLevelSpec>;
}

const inPercent = ({ depth, low, high, share }: SignalBin) => ({
  ...{ depth, score: (low + high) / 2, share: 100 * share },
});

/** The width of the bins in two digits. */
const widthText = ([{ low, high }]: readonly SignalBin[]): string =>
  String(Number((high - low).toPrecision(2)));

function axisTitle(rows: readonly SignalBin[], signal: string): string | string[] {
  const { between } = rows.find((row) => row.signal === signal) ?? {};
  if (between === undefined || between === null) return signal;
  return [signal, `${Math.round(100 * between)}% of the variance lies between exits`];
}
