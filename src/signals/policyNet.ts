import { LabError } from '../errors';
import type { ExitSignal } from '../types';

/** Leave when the policy net is for leaving: p > t, with t = 0.5 in the paper. Thresholds are in [0, 1]. */
export const policyProbability: ExitSignal = {
  name: 'policy net',
  paper: 'ConsistentEE (Zeng et al. 2024)',
  exitsWhen: 'score > threshold',
  range: () => [0, 1],
  score(reached) {
    const { extras } = reached[reached.length - 1];
    if (extras?.policy) return extras.policy[0];
    throw new LabError(
      'expected exits with the extra `policy`, such as those of consistent-ee, got exits with ' +
        `${Object.keys(extras ?? {}).join(', ') || 'logits only'}; choose another policy`,
    );
  },
};
