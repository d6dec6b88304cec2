import { policyOf } from '../methods/policyOf';
import type { ExitPolicy, RunRecord } from '../types';
import { policySweep } from './policySweep';
import { labelsOf, type ScoreRow } from './rows';

/**
 * The score of each run at the cost of every threshold of a policy. Nothing is interpolated, as it is in `tradeOff`.
 * x is the cost fraction. The default policy of a run is that of its method.
 */
export function measuredPoints(runs: readonly RunRecord[], given?: ExitPolicy): ScoreRow[] {
  return runs.flatMap((run) => {
    const policy = given ?? policyOf(run.config);
    const labels = labelsOf(run, () => ({ policy: policy.title }));
    return policySweep(run, policy).map(({ costFraction, score }) => ({ ...labels, x: costFraction, score }));
  });
}
