import type { TopLevelSpec } from 'vega-lite';
import type { ScoreBin } from '../analysis/scoreHistogram';
import { type FigureOptions, heading, seedsText } from './options';

/** A bin of one of several signals. */
export interface SignalBin extends ScoreBin {
  readonly signal: string;
  /** The share of the signal's variance that lies between exits: see `varianceBetweenExits`. */
  readonly between?: number | null;
}

const CAPTION =
  'The distribution of a signal at an early, a middle and a late exit. Where the curves lie apart, ' +
  'one threshold for all exits ' +
  'means another thing at each. Below each axis: the share of the variance of all internal exits that lies ' +
  'between exits; normalisation aligns the exits if it makes this share smaller.';

/** COSEE Fig. 3: the distribution of a signal's scores at some exits, one panel for each signal. */
export function scoreHistograms(rows: readonly SignalBin[], options: FigureOptions): TopLevelSpec {
  const signals = [...new Set(rows.map(({ signal }) => signal))];
  const depths = [...new Set(rows.map(({ depth }) => depth))].sort((a, b) => a - b);
  return {
    ...heading(
      'The energy at an early, a middle and a late exit',
      CAPTION,
      options,
      seedsText(options.seeds),
    ),
    spacing: 36,
    hconcat: signals.map((signal) => ({
      width: 270,
      height: 190,
      data: {
        values: rows
          .filter((row) => row.signal === signal)
          .map(({ depth, low, high, share }) => ({ depth, score: (low + high) / 2, share: 100 * share })),
      },
      mark: { type: 'area', interpolate: 'monotone', line: true, point: 'transparent', opacity: 0.25 },
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
          title: 'examples (% a bin)',
          stack: null,
        },
        color: {
          field: 'depth',
          type: 'ordinal',
          title: ['exit after', 'block'],
          scale: { domain: depths, range: ['#E69F00', '#009E73', '#0072B2', '#CC79A7'] },
        },
      },
    })),
  };
}

function axisTitle(rows: readonly SignalBin[], signal: string): string | string[] {
  const { between } = rows.find((row) => row.signal === signal) ?? {};
  if (between === undefined || between === null) return signal;
  return [signal, `${Math.round(100 * between)}% of the variance lies between exits`];
}
