import { quantileThresholds } from '../analysis/thresholds';
import type { ExitPolicy, ExitSignal } from '../types';

/** The policies made so far, by their signal or policy. One has one policy at quantiles, so that it is checked once. */
const made = new WeakMap<ExitSignal | ExitPolicy, Map<number | undefined, ExitPolicy>>();

function madeOnce(
  of: ExitSignal | ExitPolicy,
  count: number | undefined,
  make: () => ExitPolicy,
): ExitPolicy {
  const bySize = made.get(of) ?? new Map<number | undefined, ExitPolicy>();
  const policy = bySize.get(count) ?? make();
  made.set(of, bySize.set(count, policy));
  return policy;
}

/**
 * A policy for any signal without calibration, with thresholds at quantiles of its scores. It suits signals whose
 * useful range is narrow or unknown.
 */
export const quantilePolicy = (signal: ExitSignal, count?: number): ExitPolicy =>
  madeOnce(signal, count, () =>
    atQuantiles(
      { name: signal.name.replaceAll(' ', '-'), title: signal.name, signal, thresholds: () => [] },
      count,
    ),
  );

const AT_QUANTILES = ', thresholds at quantiles of its scores';

/** The policy with thresholds at quantiles of its scores, so that its curve covers every speed-up. */
export const atQuantiles = (policy: ExitPolicy, count?: number): ExitPolicy =>
  madeOnce(policy, count, () => ({
    ...policy,
    title: policy.title.endsWith(AT_QUANTILES) ? policy.title : `${policy.title}${AT_QUANTILES}`,
    thresholds: (record) => quantileThresholds(record, policy.signal, count),
  }));
