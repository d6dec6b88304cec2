import { linspace } from '../analysis/thresholds';
import { policyProbability } from '../signals/policyNet';
import type { ExitPolicy } from '../types';

/**
 * ConsistentEE's rule (Zeng et al. 2024): leave when the policy net of the exit gives leaving a probability above 0.5.
 * The paper has this threshold alone; the curve has eleven from 0 to 1.
 */
export const policyNetExit: ExitPolicy = {
  name: 'policy-net',
  title: 'policy net',
  signal: policyProbability,
  thresholds: () => linspace(0, 1, 11),
};
