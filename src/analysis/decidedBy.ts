/** Scores at equal cost, when the examples of every run leave by each of several signals. */
import { policyOf } from '../methods/policyOf';
import { atQuantiles, quantilePolicy } from '../policies/quantile';
import { coseeSignals } from '../signals';
import type { ExitPolicy, RunRecord } from '../types';
import { armOf } from './arms';
import type { DefinedScore } from './definedRows';
import { groupBy } from './groups';
import { matchedScores } from './matchedCost';
import { averageOverTasks, type SummaryRow, summariseSeeds } from './rows';

/** The policies that decide about every model of classes: energy, entropy and softmax score, at quantiles. */
export const decidingPolicies: readonly ExitPolicy[] = coseeSignals.map((signal) => quantilePolicy(signal));

/** The value of the column `policy` where a model leaves by the rule of its own method. */
export const OWN_RULE = 'its own rule';

/** Speed-ups that are closest where curves bend, between 1 and 2. */
export const closeSpeedUps: readonly number[] = [1, 1.1, 1.25, 1.4, 1.5, 1.6, 1.75, 2, 2.5, 3, 4, 5, 6];

/**
 * The score of each run at given speed-ups, when its examples leave by energy, by entropy, by softmax score, and by
 * the rule of its own method, with thresholds at quantiles for each. The column `policy` says by which. A comparison
 * of methods that holds by one signal only is about the signal.
 */
export function decidedBy(
  runs: readonly RunRecord[],
  speedUps: readonly number[] = closeSpeedUps,
  policies: readonly ExitPolicy[] = decidingPolicies,
): DefinedScore[] {
  const own = runs.flatMap((run) =>
    matchedScores([run], atQuantiles(policyOf(run.config)), speedUps, () => ({ policy: OWN_RULE })),
  );
  return [...policies.flatMap((policy) => matchedScores(runs, policy, speedUps)), ...own];
}

/**
 * `decidedBy` as the mean over tasks, summarised over seeds. A speed-up that some run of a method does not reach by a
 * signal is left out, so that every mean is over the same tasks and seeds.
 */
export function decidedCurves(scores: readonly DefinedScore[]): SummaryRow[] {
  const cells = groupBy(scores, (row) => [armOf(row), row.x]).map((cell) =>
    cell.flatMap(({ score, ...row }) => (score === null ? [null] : [{ ...row, score }])),
  );
  const whole = cells.flatMap((cell) => (cell.includes(null) ? [] : cell.flatMap((row) => row ?? [])));
  return summariseSeeds(averageOverTasks(whole));
}
