import type { ExitPolicy, RunRecord } from '../types';
import { type Difference, differencesAt, type NamedSums, sumsIn } from './differences';
import { exampleIntervals } from './exampleIntervals';
import { resampledTradeOff } from './resampledScores';
import { tradeOff } from './rows';

/** The greatest cost that every method has: that of the full encoder. Separate encoders go beyond it. */
const FULL = 1;

/**
 * The named sums of scores at the costs where SWEET compares methods, up to the full encoder: `exitDifferences` at
 * equal cost. x is the cost fraction. Thresholds and temperatures stay those of all examples in the interval over
 * examples. The default policy of a run is that of its method.
 */
export function costDifferences(
  runs: readonly RunRecord[],
  sums: NamedSums,
  policy?: ExitPolicy,
): Difference[] {
  const scores = tradeOff(runs, policy);
  const sumOf = sumsIn(scores, exampleIntervals(runs, resampledTradeOff(policy)));
  const costs = [...new Set(scores.map(({ x }) => x))].filter((x) => x <= FULL).sort((a, b) => a - b);
  return differencesAt(costs, sums, sumOf);
}
