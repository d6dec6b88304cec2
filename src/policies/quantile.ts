import { quantileThresholds } from '../analysis/thresholds';
import type { ExitPolicy, ExitSignal } from '../types';

/** The policies made so far. One signal has one policy, so that it is checked once. */
const made = new WeakMap<ExitSignal, Map<number | undefined, ExitPolicy>>();

/**
 * A policy for any signal without calibration, with thresholds at quantiles of its scores. It suits signals whose
 * useful range is narrow or unknown.
 */
export function quantilePolicy(signal: ExitSignal, count?: number): ExitPolicy {
  const bySize = made.get(signal) ?? new Map<number | undefined, ExitPolicy>();
  const policy = bySize.get(count) ?? newPolicy(signal, count);
  made.set(signal, bySize.set(count, policy));
  return policy;
}

const newPolicy = (signal: ExitSignal, count?: number): ExitPolicy =>
  atQuantiles(
    { name: signal.name.replaceAll(' ', '-'), title: signal.name, signal, thresholds: () => [] },
    count,
  );

const AT_QUANTILES = ', thresholds at quantiles of its scores';

/** The policy with thresholds at quantiles of its scores, so that its curve covers every speed-up. */
export const atQuantiles = (policy: ExitPolicy, count?: number): ExitPolicy => ({
  ...policy,
  title: policy.title.endsWith(AT_QUANTILES) ? policy.title : `${policy.title}${AT_QUANTILES}`,
  thresholds: (record) => quantileThresholds(record, policy.signal, count),
});
