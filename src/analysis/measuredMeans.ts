import { policyOf } from '../methods/policyOf';
import type { ExitPolicy, RunRecord } from '../types';
import { groupBy } from './groups';
import { policySweep } from './policySweep';
import { AVERAGE, labelsOf, type ScoreRow } from './rows';
import { summarise } from './statistics';

/**
 * `measuredPoints` as means over tasks: for each method and seed, the mean cost and the mean score at every threshold of
 * the policy. Thresholds of different tasks belong together by their place in the list, because a list from 1/C to 1
 * depends on the number of classes C.
 */
export function measuredMeans(runs: readonly RunRecord[], given?: ExitPolicy): ScoreRow[] {
  const points = runs.flatMap((run) => {
    const policy = given ?? policyOf(run.config);
    const labels = labelsOf(run, () => ({ policy: policy.title }));
    return policySweep(run, policy).map((point, place) => ({ ...labels, ...point, place }));
  });
  return groupBy(points, ({ method, seed, place }) => [method, seed, place]).map((group) => {
    const { method, policy, seed } = group[0];
    const mean = (of: 'costFraction' | 'score') => summarise(group.map((point) => point[of])).mean;
    return { method, policy, task: AVERAGE, seed, x: mean('costFraction'), score: mean('score') };
  });
}
