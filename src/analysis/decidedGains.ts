/** What each method gains over another when examples leave early, by each of several signals. */
import { quantilePolicy } from '../policies/quantile';
import { coseeSignals } from '../signals';
import type { ExitSignal, RunRecord } from '../types';
import type { Term } from './contrast';
import { decidedSums } from './decidedDifferences';

/** A gain in score, 0 to 1, and its 95% interval over seeds and examples; null with one seed. */
export interface DecidedGain {
  readonly method: string;
  /** The name of the signal. */
  readonly signal: string;
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly seeds: number;
}

/** The speed-ups that the gains are averaged over: those of the claims, where examples leave early. */
export const earlySpeedUps: readonly number[] = [1.25, 1.5, 2, 2.5, 3, 4, 5, 6];

/**
 * The gain of each method over `baseline`, averaged over tasks and speed-ups, when the examples of both leave by the
 * same signal, with thresholds at quantiles. The signals are energy and entropy, unless others are given. A method is
 * left out where no seed has every score.
 */
export function decidedGains(
  runs: readonly RunRecord[],
  baseline = 'vanilla',
  speedUps: readonly number[] = earlySpeedUps,
  signals: readonly ExitSignal[] = coseeSignals.slice(0, 2),
): DecidedGain[] {
  const methods = [...new Set(runs.map(({ config }) => config.method))].filter((name) => name !== baseline);
  const policies = signals.map((signal) => quantilePolicy(signal));
  const sumOf = decidedSums(runs, { speedUps, policies });
  return signals.flatMap((signal, i) =>
    methods.flatMap((method): DecidedGain[] => {
      const terms = differenceTerms(method, baseline, speedUps);
      const { mean, low, high, seeds } = sumOf(terms.map((term) => ({ ...term, policy: policies[i].title })));
      return mean === null ? [] : [{ method, signal: signal.name, mean, low, high, seeds }];
    }),
  );
}

const differenceTerms = (method: string, baseline: string, speedUps: readonly number[]): Term[] =>
  speedUps.flatMap((x) => [
    { method, x, weight: 1 / speedUps.length },
    { method: baseline, x, weight: -1 / speedUps.length },
  ]);
