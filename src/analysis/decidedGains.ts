/** What each method gains over another when examples leave early, by each of several signals. */
import { quantilePolicy } from '../policies/quantile';
import { coseeSignals } from '../signals';
import type { ExitSignal, RunRecord } from '../types';
import { combinedInterval } from './combinedInterval';
import { contrast, type Term } from './contrast';
import { definedScores } from './definedRows';
import { exampleIntervals } from './exampleIntervals';
import { matchedScores } from './matchedCost';
import { resampledSpeedUps } from './resampledScores';

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
 * same signal, with thresholds at quantiles. The signals are energy and entropy, unless others are given. A method is left out where no seed has every score.
 */
export function decidedGains(
  runs: readonly RunRecord[],
  baseline = 'vanilla',
  speedUps: readonly number[] = earlySpeedUps,
  signals: readonly ExitSignal[] = coseeSignals.slice(0, 2),
): DecidedGain[] {
  const methods = [...new Set(runs.map(({ config }) => config.method))].filter((name) => name !== baseline);
  const tasks = [...new Set(runs.map(({ config }) => config.task))];
  return signals.flatMap((signal) => {
    const policy = quantilePolicy(signal);
    const rows = definedScores(matchedScores(runs, policy, speedUps));
    const intervalOf = exampleIntervals(runs, resampledSpeedUps(policy, speedUps), { resamples: 200 });
    return methods.flatMap((method): DecidedGain[] => {
      const terms = differenceTerms(method, baseline, speedUps);
      const { seeds, whole } = contrast(rows, terms);
      if (!seeds) return [];
      const [low, high] = combinedInterval(seeds, intervalOf(terms, whole, tasks)) ?? [null, null];
      return [{ method, signal: signal.name, mean: seeds.mean, low, high, seeds: seeds.n }];
    });
  });
}

const differenceTerms = (method: string, baseline: string, speedUps: readonly number[]): Term[] =>
  speedUps.flatMap((x) => [
    { method, x, weight: 1 / speedUps.length },
    { method: baseline, x, weight: -1 / speedUps.length },
  ]);
