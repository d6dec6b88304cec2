import { policyOf } from '../methods/policyOf';
import { mapValues } from '../named';
import { answersBy } from '../policies/answers';
import { checkPolicy } from '../policies/checkPolicy';
import type { ExitPolicy, RunRecord } from '../types';
import { firstMetric } from './firstMetric';
import { type Sweeper, type SweepPoint, sweeper } from './sweep';
import { checkThresholds } from './thresholds';

/**
 * The points of a policy's thresholds on a run. The default policy is that of the run's method. Throws LabError for a
 * policy that looks ahead.
 */
export const policySweep = (run: RunRecord, policy: ExitPolicy = policyOf(run.config)): SweepPoint[] =>
  policySweeper(run, policy)();

/** `policySweep` that can be repeated on draws of the run's examples. Calibrations and thresholds stay. */
export function policySweeper(run: RunRecord, policy: ExitPolicy): Sweeper {
  const { evaluation, config } = run;
  const { depths, classes, extras = {} } = evaluation;
  checkPolicy(policy, { depths, classes, extras: mapValues(extras, ({ shape }) => shape) });
  const calibrated = answersBy(policy, evaluation, config.seed);
  const thresholds = checkThresholds(policy.thresholds(calibrated), policy.signal, evaluation.classes);
  return sweeper(calibrated, policy.signal, thresholds, firstMetric(run));
}
