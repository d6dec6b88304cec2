import { policyOf } from '../methods/policyOf';
import { mapValues } from '../named';
import { answersBy } from '../policies/answers';
import { checkPolicy } from '../policies/checkPolicy';
import type { ExitPolicy, ExitRecord, RunRecord } from '../types';
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
export const policySweeper = (run: RunRecord, policy: ExitPolicy): Sweeper => readBy(run, policy).sweeper;

/** A run as a policy reads it: what its exits answer by the policy, and the points of its thresholds. */
export interface ReadRun {
  readonly answered: ExitRecord;
  readonly sweeper: Sweeper;
}

/** The run, read by a policy. Throws LabError for a policy that looks ahead, or that needs extras it does not have. */
export function readBy(run: RunRecord, policy: ExitPolicy): ReadRun {
  const { evaluation, config } = run;
  const { depths, classes, extras = {} } = evaluation;
  checkPolicy(policy, { depths, classes, extras: mapValues(extras, ({ shape }) => shape) });
  const answered = answersBy(policy, evaluation, config.seed);
  const thresholds = checkThresholds(policy.thresholds(answered), policy.signal, classes);
  return { answered, sweeper: sweeper(answered, policy.signal, thresholds, firstMetric(run)) };
}
